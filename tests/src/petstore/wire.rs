//! How the types are read and written: one row a property.

use super::models::*;
use crate::support::wire::{integer_enum, object, string_enum};

object!(Pet {
    0 required id "id",
    1 required name "name",
});

object!(NewPet {
    0 required name "name",
});

object!(Filter {
    0 optional min_weight "minWeight",
    1 optional age "age",
    2 optional colors "colors",
});

object!(Point {
    0 required x "x",
    1 required y "y",
});

string_enum!(Status {
    Available "available",
    Sold "sold",
});

integer_enum!(Size: i32 {
    Small 1,
    Large 2,
});
