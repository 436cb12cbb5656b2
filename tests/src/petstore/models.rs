//! The types of the API.

/// A pet.
#[derive(Debug, Clone, PartialEq)]
pub struct Pet {
    /// Counts from one.
    pub id: i64,
    /// What it is called.
    pub name: String,
}

/// What a pet is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPet {
    /// What it is called.
    pub name: String,
}

impl NewPet {
    /// The required properties.
    #[must_use]
    pub fn new(name: String) -> Self {
        Self { name }
    }
}

/// Which pets are meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// No lighter than this.
    pub min_weight: Option<f64>,
    /// Those that are this old.
    pub age: Option<i32>,
    /// Those of these colors.
    pub colors: Option<Vec<String>>,
}

impl Filter {
    /// The required properties: none.
    #[must_use]
    pub fn new() -> Self {
        Self {
            min_weight: None,
            age: None,
            colors: None,
        }
    }

    /// Sets [`min_weight`](Self::min_weight).
    #[must_use]
    pub fn with_min_weight(mut self, min_weight: f64) -> Self {
        self.min_weight = Some(min_weight);
        self
    }

    /// Sets [`age`](Self::age).
    #[must_use]
    pub fn with_age(mut self, age: i32) -> Self {
        self.age = Some(age);
        self
    }

    /// Sets [`colors`](Self::colors).
    #[must_use]
    pub fn with_colors(mut self, colors: Vec<String>) -> Self {
        self.colors = Some(colors);
        self
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self::new()
    }
}

/// A point of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// East.
    pub x: i32,
    /// North.
    pub y: i32,
}

/// A pet's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// `available`
    Available,
    /// `sold`
    Sold,
}

/// How large a pet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1`
    Small,
    /// `2`
    Large,
}
