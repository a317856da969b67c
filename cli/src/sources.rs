//! The extractor a command works with: the English pack, and the caller's own files over it.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use dateline::{Builder, Extractor};

/// Options that add knowledge to the English pack.
#[derive(clap::Args)]
pub struct Knowledge {
    /// A gazetteer of your own (a table or a pack); its rows outrank the pack's. May be given several times
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Vec<PathBuf>,
    /// A rule file of your own. May be given several times
    #[arg(long, value_name = "FILE")]
    pub rules: Vec<PathBuf>,
    /// Switch rules off by id; `*` stands for anything (`person/bare-*`). May be given several times
    #[arg(long, value_name = "RULE")]
    pub disable: Vec<String>,
    /// Weights of the model of mentions (feature, label, weight) in place of the pack's; an empty file leaves it out
    #[arg(long, value_name = "FILE")]
    pub mention_weights: Option<PathBuf>,
}

impl Knowledge {
    /// Builds the extractor.
    pub fn extractor(&self) -> Result<Extractor> {
        Ok(self.builder()?.build()?)
    }

    /// The builder with all that the options add.
    pub fn builder(&self) -> Result<Builder> {
        let mut builder = Extractor::builder();
        for path in &self.gazetteer {
            builder = builder.gazetteer(crate::gazetteer::read(path)?);
        }
        for path in &self.rules {
            let name = path.display().to_string();
            let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
            let text = crate::input::utf8(bytes).with_context(|| name.clone())?;
            builder = builder.rules(name, text);
        }
        for id in &self.disable {
            builder = builder.disable(id);
        }
        if let Some(path) = &self.mention_weights {
            let table = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            builder = builder.mention_weights(table);
        }
        Ok(builder)
    }
}
