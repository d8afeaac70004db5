import JSON

/// A refusal as TAXII clients read it.
///
/// Source: TAXII 2.1 section 3.6.1 (error message).
package struct ErrorMessage: Sendable {
    package let title: String
    package let description: String
    /// Of the request, in the log.
    package let id: String
    /// A bounded word for programs.
    package let code: String
    package let status: Int

    package init(title: String, description: String, id: String, code: String, status: Int) {
        self.title = title
        self.description = description
        self.id = id
        self.code = code
        self.status = status
    }

    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("title", title)
        writer.member("description", description)
        writer.member("error_id", id)
        writer.member("error_code", code)
        writer.member("http_status", String(status))
        writer.endObject()
        return writer.bytes
    }
}
