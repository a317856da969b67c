//! Where the boxes of a graph stand: springs along edges, repulsion between boxes (Fruchterman and Reingold 1991), then boxes
//! that still overlap are pushed apart.
//!
//! Only `+ - * /` and square roots are used, which give the same bits on every machine, and the start is no throw of dice.

/// A box, by its centre.
#[derive(Clone, Copy, Debug)]
pub struct Box2 {
    /// Centre, rightwards.
    pub x: f64,
    /// Centre, downwards.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

const ROUNDS: usize = 400;
/// How much more than the boxes' own area a picture takes.
const SLACK: f64 = 1.7;
/// Pages are wider than high.
const STRETCH: f64 = 1.7;

/// Free space around boxes.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// Between boxes side by side.
    pub x: f64,
    /// Between boxes above each other.
    pub y: f64,
}

/// Places boxes of these widths; edges join boxes by their places in the list.
pub fn place(widths: &[f64], height: f64, gap: Gap, edges: &[(usize, usize)]) -> Vec<Box2> {
    let count = widths.len();
    let side = f64::from(count.max(1) as u32).sqrt().ceil() as usize;
    let ideal = 120.0;
    // A grid, each row shifted a little, so that no two boxes stand in one line with a third.
    let mut boxes: Vec<Box2> = widths
        .iter()
        .enumerate()
        .map(|(at, &width)| {
            let (row, column) = (at / side, at % side);
            let (row, column, shift) = (row as f64, column as f64, (at * 7 % 5) as f64);
            Box2 { x: column * ideal + row * 13.0 + shift, y: row * ideal + column * 7.0 - shift, width, height }
        })
        .collect();
    let middle = side as f64 * ideal / 2.0;
    for round in 0..ROUNDS {
        let heat = ideal * (1.0 - round as f64 / ROUNDS as f64) * 0.35 + 0.5;
        let mut force = vec![(0.0_f64, 0.0_f64); count];
        for a in 0..count {
            for b in a + 1..count {
                let (dx, dy) = (boxes[a].x - boxes[b].x, boxes[a].y - boxes[b].y);
                let square = (dx * dx + dy * dy).max(1.0);
                let push = ideal * ideal / square;
                force[a].0 += dx * push;
                force[a].1 += dy * push;
                force[b].0 -= dx * push;
                force[b].1 -= dy * push;
            }
        }
        for &(a, b) in edges {
            let (dx, dy) = (boxes[a].x - boxes[b].x, boxes[a].y - boxes[b].y);
            let pull = (dx * dx + dy * dy).sqrt() / ideal;
            force[a].0 -= dx * pull;
            force[a].1 -= dy * pull;
            force[b].0 += dx * pull;
            force[b].1 += dy * pull;
        }
        for (at, &(fx, fy)) in force.iter().enumerate() {
            // A pull to the middle keeps parts that no edge joins on one page.
            let (fx, fy) = (fx - (boxes[at].x - middle) * 0.9, fy - (boxes[at].y - middle) * 0.9);
            let length = (fx * fx + fy * fy).sqrt().max(0.001);
            let step = length.min(heat);
            boxes[at].x += fx / length * step;
            boxes[at].y += fy / length * step;
        }
    }
    boxes.iter_mut().for_each(|b| b.x *= STRETCH);
    shrink(&mut boxes, gap);
    separate(&mut boxes, gap);
    boxes
}

/// Draws the whole together to about the area that the boxes and the space around them need, so that it can be read in one look.
fn shrink(boxes: &mut [Box2], gap: Gap) {
    let need: f64 = boxes.iter().map(|b| (b.width + gap.x) * (b.height + 2.0 * gap.y)).sum();
    let spread = |f: fn(&Box2) -> f64| {
        let most = boxes.iter().map(f).reduce(f64::max).unwrap_or(0.0);
        most - boxes.iter().map(f).reduce(f64::min).unwrap_or(0.0)
    };
    let has = (spread(|b| b.x) * spread(|b| b.y)).max(1.0);
    let scale = (SLACK * need / has).sqrt().min(1.0);
    for b in boxes {
        b.x *= scale;
        b.y *= scale;
    }
}

/// Pushes boxes apart along the shorter way until none overlap.
fn separate(boxes: &mut [Box2], gap: Gap) {
    for _ in 0..2 * ROUNDS {
        let mut moved = false;
        for a in 0..boxes.len() {
            for b in a + 1..boxes.len() {
                let (dx, dy) = (boxes[b].x - boxes[a].x, boxes[b].y - boxes[a].y);
                let over_x = (boxes[a].width + boxes[b].width) / 2.0 + gap.x - dx.abs();
                let over_y = (boxes[a].height + boxes[b].height) / 2.0 + gap.y - dy.abs();
                if over_x <= 0.0 || over_y <= 0.0 {
                    continue;
                }
                moved = true;
                if over_x < over_y {
                    let half = if dx < 0.0 { -over_x } else { over_x } / 2.0 + 0.05;
                    boxes[a].x -= half;
                    boxes[b].x += half;
                } else {
                    let half = if dy < 0.0 { -over_y } else { over_y } / 2.0 + 0.05;
                    boxes[a].y -= half;
                    boxes[b].y += half;
                }
            }
        }
        if !moved {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlapping(boxes: &[Box2]) -> usize {
        let pair = |a: &Box2, b: &Box2| {
            (a.x - b.x).abs() < (a.width + b.width) / 2.0 && (a.y - b.y).abs() < (a.height + b.height) / 2.0
        };
        (0..boxes.len()).map(|a| (a + 1..boxes.len()).filter(|&b| pair(&boxes[a], &boxes[b])).count()).sum()
    }

    #[test]
    fn no_boxes_overlap() {
        for count in [0, 1, 2, 5, 60, 120] {
            let widths: Vec<f64> = (0..count).map(|at| 40.0 + f64::from(at % 7) * 25.0).collect();
            let star: Vec<(usize, usize)> =
                (1..count as usize).map(|at| (at % 4, at)).filter(|(a, b)| a != b).collect();
            let boxes = place(&widths, 30.0, Gap { x: 18.0, y: 18.0 }, &star);
            assert!(boxes.iter().all(|b| b.x.is_finite() && b.y.is_finite()));
            assert_eq!(overlapping(&boxes), 0, "of {count}");
        }
    }

    #[test]
    fn neighbours_stand_nearer_than_strangers() {
        let boxes =
            place(&[60.0; 8], 30.0, Gap { x: 18.0, y: 18.0 }, &[(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)]);
        let far = |a: usize, b: usize| ((boxes[a].x - boxes[b].x).powi(2) + (boxes[a].y - boxes[b].y).powi(2)).sqrt();
        assert!(far(0, 1) < far(0, 4) && far(3, 5) < far(2, 5));
    }
}
