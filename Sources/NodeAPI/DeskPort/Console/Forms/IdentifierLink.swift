import AllianceNames
import CRDT
import GS1
package import MergedView
package import Peering
package import Statements
import TransparencyLog

/// The address of an identifier's page: readable where the value can stand in an address, else its bytes.
package enum IdentifierLink {
    /// Longer values, and those with line ends, are written as `key`.
    static let readableBytesMax = 900
    static let path = "/console/identifier"

    /// Nil for a value that no address can hold.
    /// - Parameter path: of the route that takes an identifier.
    package static func href(
        _ indicator: Indicator, at path: String = Self.path
    ) -> String? {
        if isReadable(indicator) {
            return "\(path)?kind=\(indicator.type.name)&value="
                + PercentEncoding.segment(indicator.value)
        }
        let href = "\(path)?key=\(key(indicator))"
        return href.utf8.count <= RequestTarget.bytesMax ? href : nil
    }

    private static func isReadable(_ indicator: Indicator) -> Bool {
        let value = indicator.value.utf8
        return value.count <= readableBytesMax && value.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    }

    /// What names it in an address, for a form that asks for one.
    static func parameters(_ indicator: Indicator) -> [(name: String, value: String)] {
        isReadable(indicator)
            ? [("kind", indicator.type.name), ("value", indicator.value)]
            : [("key", key(indicator))]
    }

    /// Its bytes, as an address can hold them.
    package static func key(_ indicator: Indicator) -> String {
        Base64.encode(indicator.keyBytes)
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// - Throws: status 400.
    package static func indicator(ofKey key: String) throws(PeerProblem) -> Indicator {
        let padding = String(repeating: "=", count: (4 - key.utf8.count % 4) % 4)
        let text = key.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let bytes = Base64.decode(text), let indicator = Indicator(keyBytes: bytes)
        else { throw malformed("The key names no identifier.") }
        return indicator
    }

    package static func indicator(_ target: RequestTarget) throws -> Indicator {
        if let key = try target.parameter("key") { return try indicator(ofKey: key) }
        guard let type = IndicatorType(name: try target.parameter("kind") ?? "") else {
            throw malformed("There is no such kind of identifier.")
        }
        do throws(IndicatorError) {
            return try Indicator(type, parsing: Self.value(target))
        } catch {
            throw malformed("This is no \(type.name): \(error.why).")
        }
    }

    private static func value(_ target: RequestTarget) -> String {
        target.parameters.first { $0.name == "value" }?.value ?? ""
    }

    private static func malformed(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "identifier", detail: detail)
    }
}

/// The address of the proof that an entry is in its log.
package enum EvidenceLink {
    package static func href(_ dot: StatementDot) -> String {
        "/console/evidence?log=\(PercentEncoding.segment(dot.log.description))&entry=\(dot.index)"
    }

    package static func dot(_ target: RequestTarget) throws -> StatementDot {
        guard let log = try target.parameter("log"), let origin = try? LogOrigin(parsing: log),
            let entry = try target.parameter("entry"),
            // Digits and nothing else: an entry has one address.
            let index = Decimal.decode(Array(entry.utf8))
        else {
            throw PeerProblem(
                status: 400, keyword: "entry", detail: "The address names no entry of a log.")
        }
        return StatementDot(log: origin, index: index)
    }
}
