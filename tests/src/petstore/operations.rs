//! What the API does, and who may ask for it.

use http::Method;

use crate::support::http::{Access, Operation, Parameter, Scheme, StatusPattern, Style};

/// `x-app-id: …`
pub static APP_ID: Scheme = Scheme::header("appId", "x-app-id");

/// `x-app-key: …`
pub static APP_KEY: Scheme = Scheme::header("appKey", "x-app-key");

/// `Authorization: Basic …`
pub static LOGIN: Scheme = Scheme::basic("login");

/// `Authorization: Bearer …`
pub static OAUTH: Scheme = Scheme::bearer("oauth");

/// `?token=…`
pub static TOKEN: Scheme = Scheme::query("token", "token");

/// `Cookie: session=…`
pub static SESSION: Scheme = Scheme::cookie("session", "session");

/// `GET /pets`
pub static LIST_PETS: Operation = Operation {
    id: "listPets",
    method: Method::GET,
    path: "/pets",
    parameters: &[
        Parameter::query("limit"),
        Parameter::query("tags"),
        Parameter::query("ids").explode(false),
        Parameter::query("status")
            .style(Style::PipeDelimited)
            .explode(false),
        Parameter::query("size"),
        Parameter::query("near").properties(&["x", "y"]),
        Parameter::query("filter").style(Style::DeepObject),
        Parameter::query("where").style(Style::Json),
        Parameter::header("x-trace"),
        Parameter::cookie("lang"),
    ],
    consumes: &[],
    produces: &["application/json"],
    security: &[],
    success: &[StatusPattern::Code(200)],
    failures: &[StatusPattern::Code(422), StatusPattern::Range(5)],
};

/// `POST /pets`
pub static CREATE_PET: Operation = Operation {
    id: "createPet",
    method: Method::POST,
    path: "/pets",
    parameters: &[],
    consumes: &["application/json"],
    produces: &["application/json", "application/problem+json"],
    security: &[
        Access {
            credential: 0,
            schemes: &[&APP_ID, &APP_KEY],
            scopes: &[],
        },
        Access {
            credential: 1,
            schemes: &[&LOGIN],
            scopes: &[],
        },
        Access {
            credential: 2,
            schemes: &[&OAUTH],
            scopes: &["write:pets"],
        },
    ],
    success: &[StatusPattern::Code(201)],
    failures: &[StatusPattern::Code(409), StatusPattern::Default],
};

/// `GET /pets/{petId}`
pub static GET_PET: Operation = Operation {
    id: "getPet",
    method: Method::GET,
    path: "/pets/{petId}",
    parameters: &[Parameter::path("petId")],
    consumes: &[],
    produces: &["application/json", "text/plain"],
    security: &[
        Access {
            credential: 4,
            schemes: &[&SESSION],
            scopes: &[],
        },
        Access::ANONYMOUS,
    ],
    success: &[StatusPattern::Code(200), StatusPattern::Code(204)],
    failures: &[
        StatusPattern::Code(404),
        StatusPattern::Code(410),
        StatusPattern::Default,
    ],
};

/// `PATCH /pets/{petId}`
pub static UPDATE_PET: Operation = Operation {
    id: "updatePet",
    method: Method::PATCH,
    path: "/pets/{petId}",
    parameters: &[Parameter::path("petId")],
    consumes: &["application/merge-patch+json"],
    produces: &["application/json"],
    security: &[],
    success: &[StatusPattern::Range(2)],
    failures: &[],
};

/// `DELETE /pets/{petId}`
pub static DELETE_PET: Operation = Operation {
    id: "deletePet",
    method: Method::DELETE,
    path: "/pets/{petId}",
    parameters: &[Parameter::path("petId")],
    consumes: &[],
    produces: &[],
    security: &[Access {
        credential: 3,
        schemes: &[&TOKEN],
        scopes: &[],
    }],
    success: &[StatusPattern::Code(204)],
    failures: &[],
};

/// `PUT /pets/{petId}/photo.{format}`
pub static PUT_PHOTO: Operation = Operation {
    id: "putPhoto",
    method: Method::PUT,
    path: "/pets/{petId}/photo.{format}",
    parameters: &[Parameter::path("petId"), Parameter::path("format")],
    consumes: &["image/*"],
    produces: &["image/png"],
    security: &[],
    success: &[StatusPattern::Code(200)],
    failures: &[],
};

/// `POST /pets/{petId}:rename`
pub static RENAME_PET: Operation = Operation {
    id: "renamePet",
    method: Method::POST,
    path: "/pets/{petId}:rename",
    parameters: &[Parameter::path("petId")],
    consumes: &["text/plain"],
    produces: &["text/plain"],
    security: &[],
    success: &[StatusPattern::Code(200)],
    failures: &[],
};

/// `GET /maps/{area}/{layers}/{point}`
pub static GET_MAP: Operation = Operation {
    id: "getMap",
    method: Method::GET,
    path: "/maps/{area}/{layers}/{point}",
    parameters: &[
        Parameter::path("area"),
        Parameter::path("layers").style(Style::Label).explode(true),
        Parameter::path("point").style(Style::Matrix).explode(true),
    ],
    consumes: &[],
    produces: &["application/json"],
    security: &[],
    success: &[StatusPattern::Code(200)],
    failures: &[],
};
