import CRDT
import GS1
import MergedView
package import Statements

/// Where the things are that answers name.
package enum RESTPath {
    /// Stands where a type stands, before the key of a value that no address can hold.
    static let key = "key"

    /// Nil for a value that even so has no address.
    package static func indicator(_ indicator: Indicator) -> String? {
        let value = indicator.value.utf8
        let isReadable =
            value.count <= IdentifierLink.readableBytesMax
            && value.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
            && ![".", ".."].contains(indicator.value)
        let rest =
            isReadable
            ? "\(indicator.type.name)/\(PercentEncoding.segment(indicator.value))"
            : "\(key)/\(IdentifierLink.key(indicator))"
        let path = "\(RESTRoutes.root)/indicators/\(rest)"
        return path.utf8.count <= RequestTarget.bytesMax ? path : nil
    }

    static func proof(_ dot: StatementDot) -> String {
        "\(RESTRoutes.root)/proofs/\(dot.log)/\(dot.index)"
    }
}
