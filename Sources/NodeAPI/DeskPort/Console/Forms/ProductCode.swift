import GS1
import Peering

/// A product's code as a person types it or a scanner sends it.
enum ProductCode {
    /// - Parameter serial: where it was asked for apart.
    static func item(_ code: String, serial: String?) throws(GS1Error) -> ItemIdentifiers {
        var item = try ItemIdentifiers(parsing: trimmed(code))
        if let serial { item.serial = try Serial(parsing: trimmed(serial)) }
        return item
    }

    private static func trimmed(_ text: String) -> Substring {
        let isBlank = { (character: Character) in
            character == " " || character == "\t" || character.isNewline
        }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
