import AllianceNode
import NodeAPI
import SignIn
import Testing

/// What a person has typed into a form comes back where the session is over.
@Suite(.timeLimit(.minutes(30))) struct TypedTextTests {
    private static func post(
        _ path: String, _ body: String, as mediaType: String, from site: String = "same-origin",
        in browser: Browser
    ) async throws -> Browser.Answer {
        try await browser.post(
            path, body,
            headers: [
                ("accept", "text/html"), ("content-type", mediaType), ("sec-fetch-site", site),
            ])
    }

    @Test(
        "what was typed into a form of the console is not lost where its session is over meanwhile")
    func formsAlone() async throws {
        let paths = ["/console/notes", "/may/note"]
        let routes = paths.map { path in
            DeskRoute(.post, path, for: .people(.view)) { _ in .json(Array("1".utf8)) }
        }
        try await SignInDesk.with(routes: routes) { desk in
            let form =
                "\(FormToken.field)=t0ken&revision=3&note=Bought+%3Ctwice%3E%0D%0Aof+him&title=raid"
            let parts =
                ["note": "Bought <twice>\r\nof him", "title": "raid", "file": "picture"]
                .sorted { $0.key < $1.key }.map {
                    "--x\r\nContent-Disposition: form-data; name=\"\($0.key)\"\r\n\r\n\($0.value)\r\n"
                }.joined()
                + "--x\r\nContent-Disposition: form-data; name=\"list\"; filename=\"a.csv\"\r\n\r\npicture\r\n"
                + "--x--\r\n"
            let bodies = [
                (form, FormFields.mediaType), (parts, "multipart/form-data; boundary=x"),
            ]
            let over = desk.browser()
            over.set("__Host-touchstone", Secret.random().text)
            // Who has signed in again meanwhile has another session's form before him.
            let again = try await desk.signedIn(try desk.add("anna", .investigator))
            for (browser, status) in [(over, 401), (again, 403)] {
                for (body, type) in bodies {
                    let page = try await Self.post(
                        paths[0], body, as: type, from: "same-origin", in: browser)
                    #expect(page.status == status)
                    #expect(
                        page.body.contains("note: Bought &lt;twice&gt;\r\nof him\ntitle: raid<"))
                    #expect(!page.body.contains("t0ken") && !page.body.contains("revision"))
                    #expect(!page.body.contains("picture"))
                    #expect(page.body.contains("<bdi>a.csv</bdi>") == (body == parts))
                    // No other site has this desk show what it likes.
                    let other = try await Self.post(
                        paths[0], body, as: type, from: "cross-site", in: browser)
                    #expect(other.status == status && !other.body.contains("Bought"))
                    let elsewhere = try await Self.post(
                        paths[1], body, as: type, from: "same-origin", in: browser)
                    #expect(elsewhere.status == status && !elsewhere.body.contains("Bought"))
                }
            }
            let long = try await Self.post(
                paths[0], form + "&more=" + String(repeating: "a", count: 256 * 1024),
                as: FormFields.mediaType, from: "same-origin", in: again)
            #expect(long.status == 403 && long.body.contains("note: Bought"))
            #expect(long.body.contains("<bdi>more</bdi>") && !long.body.contains("aaaa"))
        }
    }

    @Test("nor is what was typed into a long form or beside files, of which nothing is held")
    func besideFiles() async throws {
        let (notes, files) = ("/console/notes", "/console/files")
        let routes = [
            DeskRoute(.post, notes, for: .people(.view)) { _ in .json(Array("1".utf8)) },
            DeskRoute(
                .post, files, for: .people(.view),
                collecting: BodyPlaces(bytesMax: 4 << 20, atOnceMax: 2)
            ) { _ in .json(Array("1".utf8)) },
        ]
        func part(_ name: String, _ value: String, more: String = "") -> String {
            "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\(more)\r\n\r\n\(value)\r\n"
        }
        func withFile(_ note: String) -> String {
            part(FormToken.field, "t0ken") + part("note", note)
                + part(
                    "photo", String(repeating: "q", count: 1 << 20),
                    more: "; filename=\"a<b>.jpg\"\r\nContent-Type: image/jpeg")
                + part("none", "", more: "; filename=\"\"") + part("title", "raid") + "--x--\r\n"
        }
        let words = 4_000
        let note = String(repeating: "seen on Monday ", count: words)
        let typed = "note=\(note.replacing(" ", with: "+"))&title=raid"
        let multipart = "multipart/form-data; boundary=x"
        try await SignInDesk.with(routes: routes) { desk in
            let over = desk.browser()
            over.set("__Host-touchstone", Secret.random().text)
            let again = try await desk.signedIn(try desk.add("anna", .investigator))
            for (browser, status) in [(over, 401), (again, 403)] {
                // More often than there is room at a time.
                for _ in 0..<(TypedPlaces.ofOneNetworkMax + 1) {
                    for (path, body, type) in [
                        (notes, typed, FormFields.mediaType), (files, withFile(note), multipart),
                    ] {
                        let page = try await Self.post(path, body, as: type, in: browser)
                        #expect(page.status == status, "\(path): \(page.body.prefix(300))")
                        #expect(page.body.split(separator: "Monday").count == words + 1)
                        #expect(page.body.contains("title: raid<"))
                        #expect(page.body.contains("<bdi>a&lt;b&gt;.jpg</bdi>") == (path == files))
                        #expect(!page.body.contains("qqqq") && !page.body.contains("t0ken"))
                    }
                }
                let other = try await Self.post(
                    notes, typed, as: FormFields.mediaType, from: "cross-site", in: browser)
                #expect(other.status == (status == 401 ? 413 : status))
                #expect(!other.body.contains("Monday"))
            }
            // Of nobody nothing is read, and of a text that is too long its name is told.
            let nobody = try await Self.post(
                notes, typed, as: FormFields.mediaType, in: desk.browser())
            #expect(nobody.status == 401 && !nobody.body.contains("Monday"))
            let long = String(repeating: "w", count: TypedText.textBytesMax + 1)
            let body = try await Self.post(
                notes, "note=\(long)", as: FormFields.mediaType, in: over)
            #expect(body.status == 401 && !body.body.contains("www"))
            let field = try await Self.post(files, withFile(long), as: multipart, in: over)
            #expect(field.status == 401 && field.body.contains("title: raid<"))
            #expect(field.body.contains("<bdi>note</bdi>") && !field.body.contains("www"))
        }
    }
}
