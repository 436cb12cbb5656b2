//! Where secrets come from, and where they do not go.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::{EMPTY, Folder, Listener, Ran, program};

fn in_folder(folder: &Folder) -> Command {
    let mut command = program();
    command.env("XDG_CONFIG_HOME", &folder.0);
    command
}

#[test]
fn each_scheme_has_a_variable() {
    let create = ["pets", "create-pet", "--name", "Rex"];
    let delete = ["pets", "delete-pet", "--pet-id", "1"];
    let get = ["pets", "get-pet", "--pet-id", "1"];
    let both = [("PETSTORE_APP_ID", "id"), ("PETSTORE_APP_KEY", "key")];
    for (variables, command, place, secret) in [
        (&both[..], &create[..], "x-app-key", "key"),
        (
            &[("PETSTORE_LOGIN", "ann:pass")],
            &create,
            "authorization",
            "Basic YW5uOnBhc3M=",
        ),
        (
            &[("PETSTORE_OAUTH", "t0ken")],
            &create,
            "authorization",
            "Bearer t0ken",
        ),
        (&[("PETSTORE_SESSION", "s1")], &get, "cookie", "session=s1"),
        (
            &[("PETSTORE_TOKEN", "a b")],
            &delete,
            "",
            "DELETE /pets/1?token=a%20b HTTP/1.1",
        ),
    ] {
        let server = Listener::answering(EMPTY);
        let mut program = program();
        program.envs(variables.iter().copied()).args(command);
        let ran = Ran::of(program.args(["-v", "--server", &server.url()]));
        let request = server.request();
        let found = match place {
            "" => Some(request.line()),
            place => request.header(place),
        };
        assert_eq!(found, Some(secret), "{request:?}");
        // They are not shown.
        assert!(ran.err.contains("/pets"), "{ran:?}");
        for (_, secret) in variables {
            assert!(!ran.err.contains(&format!("={secret}")), "{ran:?}");
            assert!(!ran.err.contains(&format!(": {secret}")), "{ran:?}");
        }
        assert!(
            !ran.err.contains("YW5u") && !ran.err.contains("t0ken"),
            "{ran:?}"
        );
        assert!(!ran.err.contains("a%20b"), "{ran:?}");
    }
}

#[test]
fn without_a_secret_nothing_is_sent_and_the_way_out_is_told() {
    let server = Listener::answering(EMPTY);
    let mut command = program();
    command.args([
        "pets",
        "delete-pet",
        "--pet-id",
        "1",
        "--server",
        &server.url(),
    ]);
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("set PETSTORE_TOKEN, or run `petstore login`"),
        "{ran:?}"
    );
    assert!(!server.was_called());
}

#[test]
fn a_secret_is_kept_for_one_host_in_a_file_for_one_user() {
    let folder = Folder::scratch();
    let (server, other) = (Listener::answering(EMPTY), Listener::answering(EMPTY));
    let login = ["login", "--scheme", "token", "--server", &server.url()];
    let ran = Ran::fed(in_folder(&folder).args(login), b"s3cret\n");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    assert!(!ran.err.contains("s3cret"), "{ran:?}");
    let file = folder.0.join("petstore/credentials.json");
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode(&file), mode(&folder.0.join("petstore"))),
        (0o600, 0o700)
    );
    assert_eq!(fs::read_dir(folder.0.join("petstore")).unwrap().count(), 1);

    let delete = ["pets", "delete-pet", "--pet-id", "1", "--server"];
    let call = |url: &str| Ran::of(in_folder(&folder).args(delete).arg(url));
    call(&server.url()).succeeded();
    assert_eq!(
        server.request().line(),
        "DELETE /pets/1?token=s3cret HTTP/1.1"
    );
    // It is for nobody else.
    assert_eq!(call(&other.url()).code, 2);
    assert!(!other.was_called());

    let logout = ["logout", "--server", &server.url()];
    Ran::of(in_folder(&folder).args(logout)).succeeded();
    assert_eq!(call(&server.url()).code, 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), "{}");
}

#[test]
fn a_file_that_others_can_read_is_refused_unless_it_is_not_needed() {
    let folder = Folder::scratch();
    let server = Listener::answering(EMPTY);
    let login = ["login", "--scheme", "token", "--server", &server.url()];
    Ran::fed(in_folder(&folder).args(login), b"s3cret\n");
    let file = folder.0.join("petstore/credentials.json");
    let delete = [
        "pets",
        "delete-pet",
        "--pet-id",
        "1",
        "--server",
        &server.url(),
    ];
    for mode in [0o640, 0o604, 0o622] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        for arguments in [&delete[..], &login] {
            let ran = Ran::fed(in_folder(&folder).args(arguments), b"other\n");
            assert_eq!(ran.code, 2, "{ran:?}");
            let chmod = format!("run `chmod 600 {}`", file.display());
            assert!(ran.err.contains(&chmod), "{ran:?}");
            assert!(!ran.err.contains("s3cret"), "{ran:?}");
        }
    }
    assert!(!server.was_called());
    let mut command = in_folder(&folder);
    Ran::of(command.env("PETSTORE_TOKEN", "mine").args(delete)).succeeded();
    assert_eq!(
        server.request().line(),
        "DELETE /pets/1?token=mine HTTP/1.1"
    );
}

#[test]
fn a_login_says_what_it_needs() {
    let folder = Folder::scratch();
    for (arguments, input, said) in [
        (&["login"][..], "x", "--scheme <SCHEME>"),
        (
            &["login", "--scheme", "none"],
            "x",
            "[possible values: appId, appKey, login, oauth",
        ),
        (&["login", "--scheme", "token"], "\n", "the secret is empty"),
        (
            &["login", "--scheme", "login"],
            "ann\n",
            "write the user name, a colon and the password",
        ),
    ] {
        let ran = Ran::fed(in_folder(&folder).args(arguments), input.as_bytes());
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains(said), "{ran:?}");
    }
    assert!(!folder.0.join("petstore").exists());
}
