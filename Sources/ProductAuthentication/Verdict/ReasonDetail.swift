/// What an answer says about a reason beyond its sentence, such as what a clone score rests on:
/// `two scans 9,400 km apart within 2 h`. One short line. The owner writes it, so that it holds no
/// serial number and no other asker's name is the owner's care (`Facts.CloneSigns`).
package struct ReasonDetail: Hashable, Sendable, CustomStringConvertible {
    package static let bytesMax = 160

    package let text: String

    /// - Throws: `ProductAuthenticationError.text` for what cannot stand on one line.
    package init(_ text: String) throws(ProductAuthenticationError) {
        self.text = try BoundedText.check(text, field: "detail", bytesMax: Self.bytesMax)
    }

    package var description: String { text }
}
