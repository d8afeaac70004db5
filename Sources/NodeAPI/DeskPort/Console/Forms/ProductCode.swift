import GS1
import Peering

/// A product's code as a person types it or a scanner sends it.
enum ProductCode {
    /// - Parameter serial: where it was asked for apart.
    /// - Throws: `GS1Error`; where the code has another serial as well.
    static func item(_ code: String, serial: String?) throws(GS1Error) -> ItemIdentifiers {
        var item = try ItemIdentifiers(parsing: trimmed(code))
        if let serial {
            let asked = try Serial(parsing: trimmed(serial))
            guard item.serial ?? asked == asked else {
                throw .message(
                    GS1Fault(
                        .differentValues, ai: "21", at: 0, length: code.utf8.count,
                        "the code has another serial number than was given beside it"))
            }
            item.serial = asked
        }
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
