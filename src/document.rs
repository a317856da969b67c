//! What an extraction gives: a document, and views of its mentions, entities and triples.

use std::fmt;

use crate::entity::{Entity, EntityId};
use crate::export::one_line;
use crate::extractor::Extractor;
use crate::mention::{Form, Mention, MentionId};
use crate::origin::Origin;
use crate::relation::open::OpenTriple;
use crate::relation::{Argument, Modality, Polarity, QualifierKind, Triple};
use crate::syntax::trees::Effort;
use crate::text::layout::Block;
use crate::text::sentence::Sentence;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::time::Date;

/// A text with all that was found in it. Offsets are bytes.
///
/// It borrows the text and the extractor and owns plain vectors of small values; the iterators give views that know how
/// to look things up. [`Document::to_record`] makes the owned, serialisable twin.
///
/// ```
/// # #[cfg(feature = "english")] {
/// let document = dateline::extract("Mr Ruto of Kenya met Xi Jinping. He praised China.");
/// for entity in document.entities() {
///     println!("{} {}: {} mentions", entity.label(), entity.name(), entity.mentions().count());
/// }
/// assert!(document.tokens().len() > 10 && document.sentences().len() == 2);
/// # }
/// ```
pub struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) extractor: &'a Extractor,
    pub(crate) date: Option<Date>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) triples: Vec<Triple>,
    pub(crate) open: Vec<OpenTriple>,
    pub(crate) effort: Effort,
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("date", &self.date)
            .field("mentions", &self.mentions().collect::<Vec<_>>())
            .field("entities", &self.entities().collect::<Vec<_>>())
            .field("triples", &self.triples().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl<'a> Document<'a> {
    /// The text, as it was given.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The document's date: the context's, else the one its dateline or header gives.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// The extractor that made it.
    pub fn extractor(&self) -> &'a Extractor {
        self.extractor
    }

    /// Headline, dateline, captions, body and page furniture, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// How many of the sentences were tagged and parsed: only those that something was to be read off.
    ///
    /// ```
    /// # #[cfg(feature = "english")] {
    /// let document = dateline::extract("Norway borders Sweden. It rained all day.");
    /// let effort = document.effort();
    /// assert!(effort.parsed <= effort.tagged && effort.tagged as usize <= document.sentences().len());
    /// # }
    /// ```
    pub fn effort(&self) -> Effort {
        self.effort
    }

    /// Mentions, in text order.
    pub fn mentions(&self) -> impl ExactSizeIterator<Item = MentionView<'_>> {
        (0..self.mentions.len() as u32).map(|i| self.mention(MentionId(i)))
    }

    /// One mention.
    ///
    /// # Panics
    /// When the id is not of this document.
    pub fn mention(&self, id: MentionId) -> MentionView<'_> {
        MentionView { document: self, id, data: &self.mentions[id.0 as usize] }
    }

    /// Entities, in order of their first mention.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = EntityView<'_>> {
        (0..self.entities.len() as u32).map(|i| self.entity(EntityId(i)))
    }

    /// One entity.
    ///
    /// # Panics
    /// When the id is not of this document.
    pub fn entity(&self, id: EntityId) -> EntityView<'_> {
        EntityView { document: self, id, data: &self.entities[id.0 as usize] }
    }

    /// Facts, in order of their first evidence.
    pub fn triples(&self) -> impl ExactSizeIterator<Item = TripleView<'_>> {
        self.triples.iter().enumerate().map(|(i, data)| TripleView { document: self, index: i as u32, data })
    }

    /// Open triples, in text order; empty unless the extractor was built to give them.
    pub fn open_triples(&self) -> &[OpenTriple] {
        &self.open
    }

    /// The text an argument goes by: its entity's name, or its phrase; `None` for an act whose doer is not named.
    pub fn argument_text(&self, argument: &Argument) -> Option<&str> {
        match argument.entity {
            Some(id) => Some(self.entity(id).name()),
            None if argument.name.is_some() => argument.name.map(|row| self.extractor.sense_name(row)),
            None => argument.span.map(|span| &self.text[span]),
        }
    }

    /// Name, file and line of what made a result.
    pub fn describe(&self, origin: Origin) -> String {
        self.extractor.describe(origin)
    }

    /// The block that a mention stands in: headline, caption, body, page furniture ….
    pub fn block(&self, mention: &MentionView<'_>) -> Option<&Block> {
        self.block_of(mention.data.sentence)
    }

    pub(crate) fn block_of(&self, sentence: u32) -> Option<&Block> {
        self.blocks.get(self.sentences.get(sentence as usize)?.block as usize)
    }
}

/// One mention of a document.
///
/// ```
/// # #[cfg(feature = "english")] {
/// let document = dateline::extract("Nairobi is the capital of Kenya.");
/// let city = document.mentions().next().ok_or("nothing found")?;
/// assert_eq!((city.text(), city.label(), city.form()), ("Nairobi", "PLACE/city", dateline::Form::Name));
/// assert_eq!(&document.text()[city.span()], "Nairobi");
/// println!("found by {}", city.rule());
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct MentionView<'d> {
    document: &'d Document<'d>,
    id: MentionId,
    data: &'d Mention,
}

impl<'d> MentionView<'d> {
    /// Its id.
    pub fn id(&self) -> MentionId {
        self.id
    }

    /// Where it stands, in bytes.
    pub fn span(&self) -> Span {
        self.data.span
    }

    /// Its words.
    pub fn text(&self) -> &'d str {
        &self.document.text[self.data.span]
    }

    /// Its label's path, "PERSON/politician".
    pub fn label(&self) -> &'d str {
        self.document.extractor.schema().path(self.data.label)
    }

    /// How it refers.
    pub fn form(&self) -> Form {
        self.data.form
    }

    /// Its entity.
    pub fn entity(&self) -> Option<EntityView<'d>> {
        self.data.entity.map(|id| self.document.entity(id))
    }

    /// The id of the rule or gazetteer row that found it.
    pub fn rule(&self) -> String {
        self.document.extractor.origin_id(self.data.origin)
    }

    /// The plain data behind the view.
    pub fn data(&self) -> &'d Mention {
        self.data
    }
}

/// Displays as its words.
impl fmt::Display for MentionView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&one_line(self.text()))
    }
}

impl fmt::Debug for MentionView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:?} {} {:?}", self.id.0, self.data.span, self.label(), self.text())
    }
}

/// One entity of a document.
///
/// ```
/// # #[cfg(feature = "english")] {
/// let document = dateline::extract("Nairobi is the capital of Kenya. Nairobi grows.");
/// let city = document.entities().next().ok_or("nothing found")?;
/// assert_eq!((city.name(), city.mentions().count()), ("Nairobi", 2));
/// println!("{:?}", city.id_uri());
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct EntityView<'d> {
    document: &'d Document<'d>,
    id: EntityId,
    data: &'d Entity,
}

impl<'d> EntityView<'d> {
    /// Its id.
    pub fn id(&self) -> EntityId {
        self.id
    }

    /// Its canonical name: the gazetteer's where it is linked, else the fullest form in the text.
    pub fn name(&self) -> &'d str {
        match self.data.linked {
            Some(sense) => self.document.extractor.sense_name(sense),
            None => &self.document.text[self.data.name],
        }
    }

    /// Its label's path.
    pub fn label(&self) -> &'d str {
        self.document.extractor.schema().path(self.data.label)
    }

    /// Its mentions, in text order.
    pub fn mentions(&self) -> impl ExactSizeIterator<Item = MentionView<'d>> {
        let document = self.document;
        self.data.mentions.iter().map(move |&id| document.mention(id))
    }

    /// Its identifier in another collection, `wikidata:Q159`, where the gazetteer knows one.
    pub fn id_uri(&self) -> Option<&'d str> {
        self.data.linked.map(|sense| self.document.extractor.sense_id(sense)).filter(|id| !id.is_empty())
    }

    /// The plain data behind the view.
    pub fn data(&self) -> &'d Entity {
        self.data
    }
}

/// Displays as its name.
impl fmt::Display for EntityView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&one_line(self.name()))
    }
}

impl fmt::Debug for EntityView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {:?}", self.id.0, self.label(), self.name())
    }
}

/// One fact of a document. Displays as `Vladimir Putin –met→ Xi Jinping`.
///
/// ```
/// # #[cfg(feature = "english")] {
/// let document = dateline::extract("Kenya did not attack Tanzania.");
/// let attack = document.triples().next().ok_or("nothing found")?;
/// assert_eq!((attack.subject(), attack.predicate(), attack.object()), (Some("Kenya"), "attacked", Some("Tanzania")));
/// assert_eq!(attack.data().polarity, dateline::Polarity::Negative);
/// assert_eq!(attack.to_string(), "Kenya –attacked→ Tanzania  [negative]");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct TripleView<'d> {
    document: &'d Document<'d>,
    index: u32,
    data: &'d Triple,
}

impl<'d> TripleView<'d> {
    /// Its place among the document's triples.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The predicate's name.
    pub fn predicate(&self) -> &'d str {
        &self.document.extractor.schema().get(self.data.predicate).name
    }

    /// The subject's name or phrase; `None` where the text names no doer.
    pub fn subject(&self) -> Option<&'d str> {
        self.document.argument_text(&self.data.subject)
    }

    /// The object's name or phrase.
    pub fn object(&self) -> Option<&'d str> {
        self.document.argument_text(&self.data.object)
    }

    /// The resolved time, or its words where it could not be resolved.
    pub fn time(&self) -> Option<&'d str> {
        let time = self.data.qualifiers.iter().find(|q| q.kind == QualifierKind::Time)?;
        time.value.as_deref().or_else(|| time.argument.span.map(|s| &self.document.text[s]))
    }

    /// Whether it is affirmed or denied.
    pub fn polarity(&self) -> Polarity {
        self.data.polarity
    }

    /// How the text holds it: as a fact, a plan, an allegation ….
    pub fn modality(&self) -> Modality {
        self.data.modality
    }

    /// On whose word it is given, where the text names a source.
    pub fn attribution(&self) -> Option<&'d str> {
        self.document.argument_text(self.data.attribution.as_ref()?)
    }

    /// The words of its qualifiers of one kind.
    pub fn qualifiers(&self, kind: QualifierKind) -> impl Iterator<Item = &'d str> {
        let (document, all) = (self.document, &self.data.qualifiers);
        let words =
            move |q: &'d crate::relation::Qualifier| q.value.as_deref().or_else(|| document.argument_text(&q.argument));
        all.iter().filter(move |q| q.kind == kind).filter_map(words)
    }

    /// The clauses that say it, at least one.
    pub fn evidence(&self) -> impl ExactSizeIterator<Item = &'d str> {
        let text = self.document.text;
        self.data.evidence.iter().map(move |evidence| &text[evidence.span])
    }

    /// The ids of the rules that found it, one for each piece of evidence.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = String> {
        let extractor = self.document.extractor;
        self.data.evidence.iter().map(move |evidence| extractor.origin_id(evidence.origin))
    }

    /// The plain data behind the view.
    pub fn data(&self) -> &'d Triple {
        self.data
    }
}

impl fmt::Display for TripleView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |text: Option<&str>| text.map_or("(nobody named)".to_owned(), one_line);
        write!(f, "{} –{}→ {}", name(self.subject()), self.predicate(), name(self.object()))?;
        let mut notes = Vec::new();
        if self.data.polarity == Polarity::Negative {
            notes.push("negative".to_owned());
        }
        if self.data.modality != Modality::Asserted {
            notes.push(self.data.modality.as_str().to_owned());
        }
        for qualifier in &self.data.qualifiers {
            let phrase = self.document.argument_text(&qualifier.argument).map(one_line);
            let value = qualifier.value.as_deref().map(str::to_owned).or(phrase).unwrap_or_default();
            notes.push(format!("{}: {value}", qualifier.kind.as_str()));
        }
        if let Some(source) = self.data.attribution.as_ref().and_then(|a| self.document.argument_text(a)) {
            notes.push(format!("according to {}", one_line(source)));
        }
        if notes.is_empty() { Ok(()) } else { write!(f, "  [{}]", notes.join("; ")) }
    }
}

impl fmt::Debug for TripleView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{self}", self.index)
    }
}
