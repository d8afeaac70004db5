import SignIn

extension RESTCaseSuite {
    /// Posts a form as a browser does that may send a file with it.
    func put(
        _ fields: [(String, String)], to path: String, by visitor: Visitor,
        file: (name: String, text: String)? = nil
    ) async throws -> Browser.Answer {
        let parts = [(FormToken.field, visitor.secret.formToken.text)] + fields
        var body = parts.map {
            "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
        }.joined()
        if let file {
            body +=
                "--x\r\nContent-Disposition: form-data; name=\"\(file.name)\"; filename=\"a.html\"\r\nContent-Type: text/html\r\n\r\n\(file.text)\r\n"
        }
        return try await visitor.browser.post(
            path, body + "--x--\r\n",
            headers: [
                ("content-type", "multipart/form-data; boundary=x"),
                ("origin", visitor.browser.origin),
            ])
    }
}
