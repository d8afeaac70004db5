/// What a request to the resolver wants to be led to.
///
/// Source: GS1-Conformant resolver standard 1.2, link types of the GS1 Web Vocabulary.
enum LinkType: Equatable {
    /// Nothing said, or the default by name.
    case unspecified
    /// All links: `linkset`, and `all` as it was called before.
    case linkset
    /// By its name without a prefix.
    case named(String)

    static let vocabulary = "https://ref.gs1.org/voc/"
    /// As it was written before 2024, and still is.
    private static let prefixes = [
        "gs1:", vocabulary, "https://gs1.org/voc/", "https://www.gs1.org/voc/",
        "http://gs1.org/voc/",
    ]

    init(_ text: String?) {
        guard let text, !text.isEmpty else {
            self = .unspecified
            return
        }
        let prefix = Self.prefixes.first { text.hasPrefix($0) } ?? ""
        switch text.dropFirst(prefix.count) {
        case "all", "linkset": self = .linkset
        case "defaultLink": self = .unspecified
        case let name: self = .named(String(name))
        }
    }
}
