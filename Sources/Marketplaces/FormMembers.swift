import AllianceNames
import JSON
import Roster
import Statements

/// The members of an object, read strictly: what is not known is refused. A member that is null is as if it were not
/// there.
struct FormMembers {
    static let depthMax = 6
    static let wordBytesMax = 256

    private let members: [String: JSONValue]

    init(
        parsing bytes: [UInt8], bytesMax: Int, allowing names: Set<String>
    ) throws(MarketplaceFormError) {
        guard bytes.count <= bytesMax else { throw .tooLong(bytesMax: bytesMax) }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes, depthMax: Self.depthMax)
        } catch {
            throw .json(error)
        }
        try self.init(value, allowing: names)
    }

    init(_ value: JSONValue, allowing names: Set<String>) throws(MarketplaceFormError) {
        guard case .object(let members) = value else { throw .notAnObject(found: value.kind) }
        if let unknown = members.keys.filter({ !names.contains($0) }).min() {
            throw .unknown(unknown)
        }
        self.members = members
    }

    subscript(_ name: String) -> JSONValue? {
        let value = members[name]
        return value == .null ? nil : value
    }

    /// - Parameter ofLines: new lines may stand in it.
    func text(
        _ name: String, bytes: ClosedRange<Int> = 1...wordBytesMax, ofLines: Bool = false
    ) throws(MarketplaceFormError) -> String? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value, bytes.contains(text.utf8.count),
            text.unicodeScalars.allSatisfy({
                $0.value >= 0x20 && $0.value != 0x7f || ofLines && $0 == "\n"
            })
        else {
            throw .form(
                name,
                expected:
                    "a text of \(bytes.lowerBound) to \(bytes.upperBound) bytes without control characters"
            )
        }
        return text
    }

    func needed(
        _ name: String, bytes: ClosedRange<Int> = 1...wordBytesMax
    ) throws(MarketplaceFormError) -> String {
        guard let text = try text(name, bytes: bytes) else { throw .missing(name) }
        return text
    }

    func whole(
        _ name: String, _ range: ClosedRange<UInt64>
    ) throws(MarketplaceFormError) -> UInt64? {
        guard let value = self[name] else { return nil }
        guard case .number(let digits) = value, let number = UInt64(digits), range.contains(number)
        else {
            throw .form(
                name, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Milliseconds since 1970, of a second.
    func time(_ name: String) throws(MarketplaceFormError) -> UInt64? {
        guard let text = try text(name) else { return nil }
        guard let time = try? UTCTimestamp(parsing: text) else {
            throw .form(name, expected: "a time such as 2026-11-27T08:00:00Z")
        }
        return time.millisecondsSince1970
    }

    func list(_ name: String, countMax: Int) throws(MarketplaceFormError) -> [JSONValue] {
        guard let value = self[name] else { return [] }
        guard case .array(let values) = value, values.count <= countMax else {
            throw .form(name, expected: "a list of at most \(countMax)")
        }
        return values
    }

    func words(
        _ name: String, countMax: Int, bytesMax: Int = wordBytesMax
    ) throws(MarketplaceFormError) -> [String] {
        var words: [String] = []
        for value in try list(name, countMax: countMax) {
            guard case .string(let word) = value, (1...bytesMax).contains(word.utf8.count),
                word.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
            else {
                throw .form(name, expected: "a list of texts of 1 to \(bytesMax) bytes")
            }
            words.append(word)
        }
        return words
    }

    func marketplace(_ name: String = "marketplace") throws(MarketplaceFormError) -> MarketplaceID {
        let text = try needed(name)
        guard let marketplace = try? MarketplaceID(parsing: text) else {
            throw .form(
                name,
                expected: "1 to 63 of a-z, 0-9, '.' and '-', beginning with a letter or digit")
        }
        return marketplace
    }
}
