/// The media type that a header field names.
///
/// Source: RFC 9110, section 8.3.1.
enum MediaTypeField {
    /// In lower case and without its parameters; nil where the field is missing or names none.
    static func name(_ header: String?) -> String? {
        guard let first = header?.split(separator: ";", omittingEmptySubsequences: false).first
        else { return nil }
        let name = first.lowercased().filter { $0 != " " && $0 != "\t" }
        return name.isEmpty ? nil : name
    }
}
