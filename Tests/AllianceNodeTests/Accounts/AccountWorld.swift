import Accounts
import AllianceNames
import AllianceNode
import Foundation
import Logging
import NodeAPI
import Notices
import SQLiteStore
import SignIn
import Testing

/// A platform's desk with accounts, over TLS, whose mail goes to a folder.
struct AccountWorld: Sendable {
    static let email = "desk@nord.example"

    let desk: SignInDesk
    let accounts: AccountDesk
    let store: SQLiteAccountStore
    let complaints: FoldedComplaints
    let measures: ShownMeasures
    let clock: TestClock
    private let sendmail: String

    static func with(
        uploadBytesMax: Int = AccountUploads.bytesMax,
        _ body: (AccountWorld) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let sendmail = folder.appending(path: "sendmail").path()
        // Keeps what it is given.
        let script = """
            #!/bin/sh
            n=$(($(cat "\(sendmail).count" 2>/dev/null || echo 0) + 1))
            cat > "\(sendmail).$n"
            echo $n > "\(sendmail).count"
            """
        try Data(script.utf8).write(to: URL(filePath: sendmail))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: sendmail)
        let path = folder.appending(path: "accounts.sqlite").path()
        let clock = TestClock()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let from = try #require(MailAddress("desk@hub.example"))
        let accounts = try AccountDesk(
            store: SQLiteAccountStore(path: path),
            mail: AccountMail(.init(program: sendmail, from: from), origin: SignInDesk.origin),
            calls: .concurrent(label: "test"), now: { clock.now }, logger: logger)
        let complaints = FoldedComplaints()
        let measures = ShownMeasures()
        try await SignInDesk.with(
            routes: [
                LanguageChoice.route,
                DeskRoute(.get, "/console/own", for: .people(.view)) { _ in .json([]) },
                DeskRoute(.get, "/api/v1/own", for: .reporters) { _ in .json([]) },
                DeskRoute(.get, "/members", for: .members) { _ in .json([]) },
            ],
            signInRoutes: { register, _ in
                SignInRoutes(register).routes
                    + AccountRoutes(
                        accounts, complaints: complaints, measures: measures, signIn: register,
                        uploads: AccountUploads(bytesMax: uploadBytesMax)
                    ).routes
            }, accounts: accounts
        ) { desk in
            try await body(
                AccountWorld(
                    desk: desk, accounts: accounts, store: SQLiteAccountStore(path: path),
                    complaints: complaints, measures: measures, clock: clock, sendmail: sendmail))
        }
    }

    // MARK: Mail

    var mailCount: Int {
        (try? String(contentsOfFile: sendmail + ".count", encoding: .utf8))
            .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
    }

    /// The newest mail: its head and its text.
    func mail() async throws -> (head: String, text: String) {
        await accounts.mailsSent()
        let bytes = try String(contentsOfFile: "\(sendmail).\(mailCount)", encoding: .utf8)
        let end = try #require(bytes.firstRange(of: "\n\n"))
        let body = bytes[end.upperBound...].replacing("\n", with: "")
        let text = try #require(Data(base64Encoded: String(body)))
        return (String(bytes[..<end.lowerBound]), String(decoding: text, as: UTF8.self))
    }

    /// The path of the link in the newest mail.
    func link() async throws -> String {
        let text = try await mail().text
        let found = try #require(text.firstMatch(of: #/https://desk\.example(/account/link/\S+)/#))
        return String(found.output.1)
    }

    func code() async throws -> String {
        let text = try await mail().text
        let found = try #require(text.firstMatch(of: #/(?m)^([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})\s*$/#))
        return String(found.output.1)
    }

    // MARK: Holders

    static let application =
        "organisation=Kanzlei+Nord&country=DE&agent=yes&rights=EM+018012345"

    /// A browser in which the holder of a new account is signed in.
    func holder(
        _ email: String = email, application: String = application
    ) async throws -> (browser: Browser, id: AccountID) {
        let browser = desk.browser()
        let applied = try await browser.post(
            "/account/apply", "\(application)&email=\(email)")
        try #require(applied.status == 200, "\(applied.body)")
        let answer = try await browser.post(link())
        try #require(answer.status == 303, "\(answer.body)")
        let address = try #require(MailAddress(email))
        return (browser, try #require(try store.account(of: address)).id)
    }

    /// The same where the owner has answered.
    func verified(_ email: String = email) async throws -> (browser: Browser, id: AccountID) {
        let (browser, id) = try await holder(email)
        let owner = try #require(MailAddress("owner@register.example"))
        _ = try await accounts.sendCode(
            for: id, client: nil, to: owner, seen: nil, by: "anna")
        let code = try await code()
        let answer = try await post(browser, "/account/code", "code=\(code)")
        try #require(answer.status == 303, "\(answer.body)")
        return (browser, id)
    }

    /// Posts a form with the token that the holder's pages show.
    func post(_ browser: Browser, _ path: String, _ body: String) async throws -> Browser.Answer {
        let field = "form=\(try await token(of: browser))"
        return try await browser.post(path, body.isEmpty ? field : "\(field)&\(body)")
    }

    func token(of browser: Browser) async throws -> String {
        let page = try await browser.get("/account/home").body
        let field = try #require(page.firstMatch(of: #/name="form" value="([^"]+)"/#))
        return String(field.output.1)
    }

    /// Posts a form that may have files.
    func post(
        _ browser: Browser, _ path: String, parts: [(String, String)]
    ) async throws -> Browser.Answer {
        let all = [("form", try await token(of: browser))] + parts
        let body =
            all.map {
                "--b0und\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
            }.joined() + "--b0und--\r\n"
        return try await browser.post(
            path, body,
            headers: [
                ("origin", browser.origin), ("sec-fetch-site", "same-origin"),
                ("content-type", "multipart/form-data; boundary=b0und"),
            ])
    }

    static func complaint(
        _ listings: String = "taobao:1\ntaobao:2", once: String = "0123456789abcdef",
        right: String = "EM/018012345"
    ) -> [(String, String)] {
        [
            ("once", once), ("right", right), ("ground", "mark-in-listing"),
            ("listings", listings), ("goodFaith", "yes"), ("declaredBy", "N. Nord"),
            ("file0", "%PDF-1.7"), ("role0", "registration"),
        ]
    }
}
