//! Parameters, and how their parts are laid out.

/// A parameter of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// What the document calls it; in lower case when it is a header.
    pub name: &'static str,
    /// Where it is sent.
    pub location: Location,
    /// How its parts are laid out.
    pub style: Style,
    /// Whether arrays and objects are spread over several pairs.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether an empty text means that it is absent.
    pub allow_empty: bool,
    /// What it is called on the wire when it is spread over pairs that do not carry its name.
    pub spread: Spread,
}

/// What a parameter is called on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// Its own name.
    Named,
    /// An exploded object: the names of its properties.
    Properties(&'static [&'static str]),
    /// An exploded object with free keys: whatever no other parameter is called.
    Rest,
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// A part of the path.
    Path,
    /// One or more pairs of the query.
    Query,
    /// A header.
    Header,
    /// One or more cookies.
    Cookie,
}

/// How the parts of a parameter are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `3,4,5` in paths and headers.
    Simple,
    /// `.3,4,5` in paths.
    Label,
    /// `;id=3,4,5` in paths.
    Matrix,
    /// `id=3,4,5` in queries and cookies.
    Form,
    /// `id=3%204%205` in queries.
    SpaceDelimited,
    /// `id=3%7C4%7C5` in queries.
    PipeDelimited,
    /// `id[role]=admin` in queries.
    DeepObject,
    /// The JSON text of the value.
    Json,
}

impl Parameter {
    /// A part of the path: `simple`, not exploded.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple, false)
    }

    /// A pair of the query: `form`, exploded.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form, true)
    }

    /// A header, named in lower case: `simple`, not exploded.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple, false)
    }

    /// A cookie: `form`, exploded.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form, true)
    }

    const fn new(name: &'static str, location: Location, style: Style, explode: bool) -> Self {
        Self {
            name,
            location,
            style,
            explode,
            allow_reserved: false,
            allow_empty: false,
            spread: Spread::Named,
        }
    }

    /// Lays the parts out otherwise than the location suggests.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Spreads arrays and objects over several pairs, or does not.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// An exploded object, known by its properties instead of its name.
    #[must_use]
    pub const fn properties(mut self, names: &'static [&'static str]) -> Self {
        self.spread = Spread::Properties(names);
        self
    }

    /// An exploded object with free keys, known by not being any other parameter.
    #[must_use]
    pub const fn rest(mut self) -> Self {
        self.spread = Spread::Rest;
        self
    }

    /// Takes an empty text for none.
    #[must_use]
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// Leaves reserved characters as they are.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }
}
