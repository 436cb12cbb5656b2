//! Markdown events that make harmless HTML.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::super::format::Place;
use super::is_safe;
use super::tags::{Piece, pieces, unescaped};

/// Passes on what is harmless, and makes text of the rest.
pub(super) struct Cleaner<'a> {
    place: Place,
    events: Vec<Event<'a>>,
    /// Whether each link that is open was passed on.
    links: Vec<bool>,
    /// The level that the heading which is open was moved to, or was moved to last.
    heading: u8,
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(place: Place) -> Self {
        let heading = match place {
            Place::Section(level) => level,
            Place::Entry => 6,
        };
        Self {
            place,
            events: Vec::new(),
            links: Vec::new(),
            heading,
        }
    }

    pub(super) fn finish(self) -> Vec<Event<'a>> {
        self.events
    }

    pub(super) fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Html(text) => self.html(&unescaped(&text)),
            Event::InlineHtml(text) => self.html(&text),
            _ => self.events.push(event),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Link {
                dest_url, title, ..
            }
            | Tag::Image {
                dest_url, title, ..
            } => {
                self.open_link(dest_url, title);
            }
            Tag::Heading { level, .. } => {
                for tag in self.heading_tags(level) {
                    self.events.push(Event::Start(tag));
                }
            }
            Tag::HtmlBlock => self.events.push(Event::Start(Tag::Paragraph)),
            _ => self.events.push(Event::Start(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                if self.links.pop() == Some(true) {
                    self.events.push(Event::End(TagEnd::Link));
                }
            }
            TagEnd::Heading(_) => match self.place {
                Place::Section(_) => {
                    self.events
                        .push(Event::End(TagEnd::Heading(heading_level(self.heading))));
                }
                Place::Entry => {
                    self.events.push(Event::End(TagEnd::Strong));
                    self.events.push(Event::End(TagEnd::Paragraph));
                }
            },
            TagEnd::HtmlBlock => self.events.push(Event::End(TagEnd::Paragraph)),
            _ => self.events.push(Event::End(tag)),
        }
    }

    /// Opens a link if it leads somewhere safe and stands in no other.
    fn open_link(&mut self, dest_url: CowStr<'a>, title: CowStr<'a>) {
        let passes = is_safe(&dest_url) && !self.links.contains(&true);
        self.links.push(passes);
        if passes {
            // No `Email`: its `mailto:` is written by the printer, without being looked at.
            let link_type = LinkType::Inline;
            self.events.push(Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id: "".into(),
            }));
        }
    }

    /// A heading below the one that the prose stands under, not skipping a level.
    fn heading_tags(&mut self, level: HeadingLevel) -> Vec<Tag<'static>> {
        match self.place {
            Place::Entry => vec![Tag::Paragraph, Tag::Strong],
            Place::Section(base) => {
                let wanted = base.saturating_add(level as u8);
                self.heading = wanted.min(self.heading.max(base).saturating_add(1)).min(6);
                vec![Tag::Heading {
                    level: heading_level(self.heading),
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }]
            }
        }
    }

    fn html(&mut self, text: &str) {
        for piece in pieces(text) {
            self.events.push(match piece {
                Piece::Text(text) => Event::Text(CowStr::from(text.to_owned())),
                Piece::Break => Event::HardBreak,
                Piece::Block => Event::SoftBreak,
                Piece::Inline => continue,
            });
        }
    }
}

fn heading_level(level: u8) -> HeadingLevel {
    match level {
        0 | 1 => HeadingLevel::H1,
        2 => HeadingLevel::H2,
        3 => HeadingLevel::H3,
        4 => HeadingLevel::H4,
        5 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}
