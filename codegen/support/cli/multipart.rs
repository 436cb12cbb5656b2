//! Forms in parts, made of options.

use serde_json::Value;

use super::curl::Curl;
use super::failure::Failure;
use super::object::{Field, Given};
use super::source::FileSource;
use super::tables::Fields;
use crate::support::client::Request;
use crate::support::file::File;
use crate::support::http::multipart::{Multipart, Writer};
use crate::support::http::{is_range, write_text};

/// The parts of a form.
pub struct Parts(pub &'static [Part]);

/// How a field of a form is written.
#[derive(Clone, Copy)]
pub struct Part {
    name: &'static str,
    kind: PartKind,
    media: &'static [&'static str],
}

#[derive(Clone, Copy)]
enum PartKind {
    File,
    Text,
    Json,
    Any,
}

impl Part {
    /// Files.
    #[must_use]
    pub const fn file(name: &'static str, media: &'static [&'static str]) -> Self {
        Self::new(name, PartKind::File, media)
    }

    /// A value without parts, or several.
    #[must_use]
    pub const fn text(name: &'static str, media: &'static [&'static str]) -> Self {
        Self::new(name, PartKind::Text, media)
    }

    /// JSON.
    #[must_use]
    pub const fn json(name: &'static str, media: &'static [&'static str]) -> Self {
        Self::new(name, PartKind::Json, media)
    }

    /// Of whatever kind the value is.
    #[must_use]
    pub const fn any(name: &'static str, media: &'static [&'static str]) -> Self {
        Self::new(name, PartKind::Any, media)
    }

    const fn new(name: &'static str, kind: PartKind, media: &'static [&'static str]) -> Self {
        Self { name, kind, media }
    }
}

/// The fields that somebody has given.
struct Filled(Vec<(Part, String, Content)>);

enum Content {
    Value(Value),
    Files(Vec<File>),
}

impl Multipart for Filled {
    fn write(&self, writer: &mut Writer) {
        for (Part { kind, media, .. }, name, content) in &self.0 {
            match (content, kind) {
                (Content::Files(files), _) => files.iter().for_each(|it| {
                    writer.file(name, media, it);
                }),
                (Content::Value(it), PartKind::Json) => writer.json(name, media, it),
                (Content::Value(it), PartKind::Text) => writer.text(name, media, it),
                (Content::Value(it), PartKind::Any | PartKind::File) => {
                    writer.any(name, media, it);
                }
            }
        }
    }
}

impl Parts {
    /// How the field `name` is written.
    fn part(&self, name: &str) -> Part {
        let part = self.0.iter().find(|it| it.name == name);
        part.copied().unwrap_or(Part::any("", &[]))
    }
}

impl Fields for Parts {
    fn send(
        &self,
        request: Request,
        media: &'static str,
        fields: Vec<Field>,
    ) -> Result<Request, Failure> {
        let fields = fields.into_iter().map(|Field { name, value }| {
            let content = match value {
                Given::Value(json) => {
                    let value = serde_json::from_str(json.get());
                    let value = value.map_err(|error| Failure::Usage(error.to_string()))?;
                    Content::Value(value)
                }
                Given::Files(files) => {
                    let files = files.iter().map(file);
                    Content::Files(files.collect::<Result<_, _>>()?)
                }
            };
            Ok((self.part(&name), name, content))
        });
        let fields = fields.collect::<Result<_, Failure>>()?;
        Ok(request.multipart(media, &Filled(fields)))
    }

    fn show(&self, curl: &mut Curl, fields: Vec<Field>) -> Result<(), Failure> {
        for Field { name, value } in fields {
            let Part { kind, media, .. } = self.part(&name);
            let media = media.iter().copied().find(|it| !is_range(it));
            match value {
                Given::Files(files) => files.iter().for_each(|it| {
                    let own = match it {
                        FileSource::Path(_, own) => own.as_deref(),
                        FileSource::Standard => None,
                    };
                    let media = own.or(media).unwrap_or("application/octet-stream");
                    let path = it.name();
                    curl.option("--form", &format!("{name}=@{};type={media}", quoted(&path)));
                }),
                Given::Value(json) => {
                    let value = serde_json::from_str(json.get());
                    let value = value.map_err(|error| Failure::Usage(error.to_string()))?;
                    show_value(curl, &name, kind, media, value);
                }
            }
        }
        Ok(())
    }
}

fn show_value(curl: &mut Curl, name: &str, kind: PartKind, media: Option<&str>, value: Value) {
    match (value, kind) {
        (Value::Null, _) => {}
        (Value::Array(items), PartKind::Text | PartKind::Any | PartKind::File) => {
            for item in items {
                show_value(curl, name, kind, media, item);
            }
        }
        (value, PartKind::Json) | (value @ Value::Object(_), _) => {
            let media = media.unwrap_or("application/json");
            let text = quoted(&value.to_string());
            curl.option("--form", &format!("{name}={text};type={media}"));
        }
        (value, PartKind::Text | PartKind::Any | PartKind::File) => match media {
            Some(media) => {
                let text = quoted(&write_text(value));
                curl.option("--form", &format!("{name}={text};type={media}"));
            }
            None => curl.option("--form-string", &format!("{name}={}", write_text(value))),
        },
    }
}

/// `text` in the quotes of an option of `curl`, which end neither at `;` nor at `,`.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn file(source: &FileSource) -> Result<File, Failure> {
    let mut file = File::new(source.read()?);
    if let FileSource::Path(path, media) = source {
        let name = path.file_name();
        file.name = name.map(|it| it.to_string_lossy().into_owned());
        file.content_type.clone_from(media);
    }
    Ok(file)
}
