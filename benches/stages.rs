//! The speed of each stage and of the whole: `cargo bench --bench stages`.

mod support;

use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use support::{Bench, STAGES};

static BENCH: LazyLock<Bench> = LazyLock::new(|| Bench::new(None));

fn main() {
    divan::main();
}

#[divan::bench(args = STAGES.map(|(name, _)| name), sample_count = 5, sample_size = 1)]
fn stage(bencher: Bencher<'_, '_>, name: &str) {
    let bench = &*BENCH;
    let (_, run) = STAGES.into_iter().find(|stage| stage.0 == name).expect("a stage of the list");
    bencher.counter(BytesCount::new(bench.bytes())).bench(|| run(bench));
}
