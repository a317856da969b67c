//! `dateline view` from outside, and its page in a real browser where there is one.

use std::fs;
use std::path::PathBuf;

#[path = "support/browser.rs"]
mod browser;
mod support;

use browser::Browser;
use support::{dateline, file, run};

const HOSTILE: &str = "</script><script>document.title='HACKED'</script> & \"Norway\" visited <b>Kenya</b>\n\n\
    <img src=x onerror=\"document.title='HACKED'\"> Germany rejected the offer \u{2028} of France; it's {{script}} \u{7}\u{0} \u{1F600}.\n\n\
    Norway signed the \"</script><svg onload=document.title='HACKED'>\" agreement. <!-- Kenya borders Tanzania. -->\n";

fn article(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/articles").join(name)
}

fn page(name: &str, articles: &[PathBuf]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (code, out, err) = run(dateline().args(["view", "--date", "2024-05-14", "-o"]).arg(&path).args(articles));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    path
}

#[test]
fn the_page_is_whole_and_the_same_each_time() {
    let articles = [article("ports-summit.txt"), article("river-cup.txt")];
    let html = fs::read_to_string(page("view-1.html", &articles)).expect("the page");
    assert_eq!(html, fs::read_to_string(page("view-2.html", &articles)).expect("the page"));
    assert!(!html.contains("{{") && html.contains("Content-Security-Policy") && html.matches("<section").count() == 2);
    for reach in ["src=", "@import", "url(http", "<link", "fetch(", "XMLHttpRequest"] {
        assert!(!html.contains(reach), "the page reaches out: {reach}");
    }
}

#[test]
fn records_are_shown_as_they_are() {
    let records = file("view.jsonl", "");
    run(dateline()
        .arg("extract")
        .arg(article("ports-summit.txt"))
        .args(["--layers", "text,blocks", "--explain", "--date", "2024-05-14", "-o"])
        .arg(&records));
    let (texts, lines) = (page("view-3.html", &[article("ports-summit.txt")]), page("view-4.html", &[records]));
    assert_eq!(fs::read_to_string(texts).expect("the page"), fs::read_to_string(lines).expect("the page"));
    let bare = file(
        "view-bare.jsonl",
        "{\"dateline\": 1, \"id\": \"x\", \"date\": null, \"offsets\": \"char\", \"sentences\": [], \"mentions\": [], \"entities\": [], \"triples\": []}\n",
    );
    let (code, out, err) = run(dateline().arg("view").arg(bare));
    assert!(code == 2 && out.is_empty() && err.contains("x: the record has no `text`"), "{err}");
}

#[test]
fn markup_in_a_text_is_text() {
    let html = fs::read_to_string(page("view-5.html", &[file("hostile.txt", HOSTILE)])).expect("the page");
    assert_eq!(html.matches("<script").count(), 2, "the page's own script and its record");
    assert!(
        !html.contains("<img") && !html.contains("<b>Kenya") && html.contains("{{script}}") && !html.contains('\u{0}')
    );
    let Some(browser) = Browser::start(1200, "hostile") else { return };
    browser.open(&PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("view-5.html"));
    let title = browser.script("return document.title");
    assert!(title.as_str().is_some_and(|title| title.starts_with("</script><script>")), "{title}");
    assert_eq!(browser.script("return document.querySelectorAll('article script, article img, article b').length"), 0);
    let text = browser.script("return document.querySelector('article').textContent");
    assert!(text.as_str().is_some_and(|text| text.contains("<svg onload=document.title='HACKED'>")), "{text}");
    browser.click("tr[data-t] .why");
    assert_eq!(browser.script("return document.querySelectorAll('.tree script, .tree svg').length"), 0);
}

#[test]
fn a_reader_filters_and_goes_from_relations_to_the_text() {
    let path = page("view-6.html", &[article("ports-summit.txt"), article("river-cup.txt")]);
    let Some(browser) = Browser::start(1200, "reader") else { return };
    browser.open(&path);
    let count = |css: &str| {
        let script =
            format!("return [...document.querySelectorAll({css:?})].filter(e => e.getClientRects().length).length");
        browser.script(&script).as_u64().expect("a number")
    };
    let rows = count("tr[data-t]");
    assert!(rows > 15 && count(".doc") == 1 && count("mark") > 50 && count(".node") > 3, "{rows} rows");

    // From a relation to the words that say it.
    browser.script("document.querySelector('#d0 tr[data-t]:last-child').scrollIntoView({block: 'center'})");
    browser.click("#d0 tr[data-t]:last-child .go");
    let seen = browser.script("const a = document.querySelector('#d0 .act'); if (!a) return 'none'; const r = a.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && !!document.querySelector('#d0 .subject') && !!document.querySelector('#d0 .said')");
    assert_eq!(seen, true, "the trigger is in view with its subject and sentence");

    // Why, down to file and line.
    browser.click("#d0 tr[data-t] .why");
    let tree = browser.script("return document.querySelector('#d0 .tree').textContent");
    assert!(tree.as_str().is_some_and(|tree| tree.contains(".rules:")), "{tree}");

    // Filters by label, predicate and factuality.
    browser.script("const p = document.querySelector('#predicate'); p.value = 'met'; p.dispatchEvent(new Event('input', {bubbles: true}))");
    let met = count("tr[data-t]");
    assert!(met > 0 && met < rows, "{met} of {rows}");
    browser.script("const p = document.querySelector('#predicate'); p.value = ''; const f = document.querySelector('#factuality'); f.value = 'denied'; f.dispatchEvent(new Event('input', {bubbles: true}))");
    let denied = count("tr[data-t]");
    assert!(denied > 0 && denied < rows && count("tr[data-t] .denied") == denied);
    browser.script("const f = document.querySelector('#factuality'); f.value = ''; f.dispatchEvent(new Event('input', {bubbles: true}))");
    browser.click("input[value=PLACE]");
    assert_eq!(count("mark.PLACE:not(.off)") + count(".node.PLACE"), 0);
    assert!(count("mark.PERSON:not(.off)") > 5);
    browser.click("input[value=PLACE]");

    // By keyboard: a mention tells what it takes part in, and Escape ends it.
    browser.script("document.querySelector('#d0 mark.PERSON[tabindex]').focus()");
    browser.press("\u{E007}");
    assert!(count("#card .go") > 0 && count("#card .tree") > 0);
    browser.press("\u{E00C}");
    assert_eq!(count("#card"), 0);

    // Light and dark, and the next article.
    let paper = || browser.script("return getComputedStyle(document.body).backgroundColor");
    let before = paper();
    browser.click("#theme");
    assert_ne!(paper(), before);
    browser.script("const p = document.querySelector('#pick'); p.value = '1'; p.dispatchEvent(new Event('change'))");
    assert_eq!(
        browser.script("return [...document.querySelectorAll('.doc')].map(d => d.hidden)"),
        serde_json::json!([true, false])
    );
    assert!(browser.screenshot().len() > 10_000);
}

#[test]
fn a_phone_shows_it_without_scrolling_sideways() {
    let path = page(
        "view-7.html",
        &[article("bank-takeover.txt"), file("hostile-2.txt", HOSTILE.to_owned() + &"A".repeat(500))],
    );
    let Some(browser) = Browser::start(400, "phone") else { return };
    browser.open(&path);
    for number in ["0", "1"] {
        browser.script(&format!(
            "const p = document.querySelector('#pick'); p.value = '{number}'; p.dispatchEvent(new Event('change'))"
        ));
        let widths = browser.script("return [innerWidth, document.documentElement.scrollWidth]");
        assert_eq!(widths, serde_json::json!([400, 400]), "article {number}");
    }
}
