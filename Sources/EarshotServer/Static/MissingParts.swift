import Hummingbird

/// What is shown instead of the page when its parts are not there.
enum MissingParts {
    /// For a person who opens the page.
    static func page(_ vendor: String) -> Response {
        html(
            "Earshot runs, but its page lacks its libraries",
            """
            <p>The map, the charts and the editor are not in <code>\(escaped(vendor))</code>. Fetch them once:</p>
            <pre>Scripts/bootstrap.sh</pre>
            <p>Then load this page again. Logs are received meanwhile; nothing is lost.</p>
            """)
    }

    static func noPage(_ directory: String) -> Response {
        html(
            "Earshot runs, but its page is missing",
            """
            <p>There is no <code>index.html</code> in <code>\(escaped(directory))</code>. Install Earshot again, or \
            correct the page's folder in <code>earshot.yaml</code>.</p>
            """)
    }

    /// For a script or style sheet that asks.
    static func text(_ vendor: String) -> Response {
        .text("The page's libraries are not in \(vendor). Run Scripts/bootstrap.sh.\n", status: .notFound)
    }

    private static func html(_ title: String, _ body: String) -> Response {
        .text(
            """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Earshot</title>
            <body style="font:16px/1.6 system-ui;max-width:40em;margin:15vh auto;padding:0 1em;\
            background:#0b1018;color:#c9d4e3">
            <h1 style="font-size:1.3em">\(title)</h1>
            \(body)
            </body></html>

            """, status: .serviceUnavailable, type: "text/html; charset=utf-8")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
