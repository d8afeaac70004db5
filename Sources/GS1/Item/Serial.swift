/// A serial number as AI 21 carries it: 1 to 20 characters of the GS1 character set 82. Case counts.
///
/// Source: GS1 General Specifications, sections 3.5.2 and 7.11.
package struct Serial: GS1Text {
    package static let field = "serial number"
    package let text: String
    package init(unchecked text: String) { self.text = text }
}

/// A batch or lot number as AI 10 carries it: 1 to 20 characters of the GS1 character set 82.
///
/// Source: GS1 General Specifications, sections 3.4.1 and 7.11.
package struct Lot: GS1Text {
    package static let field = "lot number"
    package let text: String
    package init(unchecked text: String) { self.text = text }
}
