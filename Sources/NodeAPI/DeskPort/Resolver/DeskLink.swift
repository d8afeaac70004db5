/// A link that the operator of this node has entered for a product: what it is about, by GS1's
/// vocabulary, and where it leads.
package struct DeskLink: Hashable, Sendable {
    package static let hrefBytesMax = 1024
    package static let titleBytesMax = 200

    /// Without prefix: `pip`.
    package let linkType: String
    /// An absolute HTTPS URI, of visible ASCII characters.
    package let href: String
    package let title: String
    /// Of what is there, as a language tag.
    package let language: String?

    /// Nil unless all of it has that form. A title is text for people and is escaped where it is shown.
    package init?(linkType: String, href: String, title: String, language: String? = nil) {
        let isWord =
            !linkType.isEmpty && linkType.utf8.count <= 40
            && linkType.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            }
        let rest = href.dropFirst("https://".count)
        let isURI =
            href.hasPrefix("https://") && href.utf8.count <= Self.hrefBytesMax
            && href.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"<>\"\\^`{|}".utf8.contains($0) }
            && rest.first.map { $0 != "/" && $0 != "?" && $0 != "#" } == true
            // Whoever reads a link by its beginning must not be led elsewhere.
            && !rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.contains("@")
        let isTag = language?.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        guard isWord, isURI, isTag ?? true, !title.isEmpty,
            title.utf8.count <= Self.titleBytesMax
        else { return nil }
        self.linkType = linkType
        self.href = href
        self.title = title
        self.language = language
    }
}
