import JSON
import Statements

/// The marks that a recogniser is compiled from, within the limits.
package struct MarkList: Sendable {
    package static let marksMax = 100_000
    /// Aliases of all marks together.
    package static let aliasesMax = 500_000
    /// Longest name.
    package static let nameScalarsMax = 128
    /// Longest file of rights.
    package static let fileBytesMax = 64 * 1024 * 1024

    package let marks: [Mark]
    /// Whose each mark is, by numbers of no other meaning.
    let owners: [Int32]

    /// - Parameter owners: of each mark; where they are not given, all are of one owner.
    package init(_ marks: [Mark], owners: [Int32]? = nil) throws(RecognitionError) {
        precondition(owners.map { $0.count == marks.count } ?? true, "each mark has an owner")
        guard marks.count <= Self.marksMax else {
            throw .marks(count: marks.count, max: Self.marksMax)
        }
        var aliases = 0
        for (position, mark) in marks.enumerated() {
            aliases += mark.aliases.count
            for name in [mark.name] + mark.aliases.map(\.name) {
                let length = name.unicodeScalars.prefix(Self.nameScalarsMax + 1).count
                guard length <= Self.nameScalarsMax else {
                    throw .nameLength(mark: position, max: Self.nameScalarsMax)
                }
                guard name.unicodeScalars.contains(where: CharacterTable.isLetterOrDigit) else {
                    throw .nameEmpty(mark: position)
                }
            }
            guard mark.classes.allSatisfy(Right.niceClasses.contains) else {
                throw .malformed(mark: position, "a class is no number from 1 to 45")
            }
        }
        guard aliases <= Self.aliasesMax else {
            throw .aliases(count: aliases, max: Self.aliasesMax)
        }
        self.marks = marks
        self.owners = owners ?? Array(repeating: 0, count: marks.count)
    }

    /// Reads `[{"mark","aliases":[{"language","name"}],"classes":[]}]`; members that are not known are
    /// passed over, `aliases` and `classes` may be absent.
    package init(parsing bytes: [UInt8]) throws(RecognitionError) {
        guard bytes.count <= Self.fileBytesMax else {
            throw .fileLength(bytesMax: Self.fileBytesMax)
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch { throw .json(error) }
        guard case .array(let rows) = value else { throw .notAList(found: value.kind) }
        var marks: [Mark] = []
        marks.reserveCapacity(rows.count)
        for (position, row) in rows.enumerated() {
            marks.append(try Self.mark(row, at: position))
        }
        try self.init(marks)
    }

    private static func mark(_ row: JSONValue, at position: Int) throws(RecognitionError) -> Mark {
        guard case .object(let members) = row else {
            throw .malformed(mark: position, "it is \(row.kind), not an object")
        }
        guard case .string(let name) = members["mark"] else {
            throw .malformed(mark: position, "'mark' is not there, or no text")
        }
        var aliases: [Mark.Alias] = []
        for value in try list("aliases", of: members, at: position) {
            guard case .object(let alias) = value, case .string(let name) = alias["name"] else {
                throw .malformed(mark: position, "an alias has no 'name' that is a text")
            }
            switch alias["language"] {
            case nil, .null: aliases.append(.init(name: name))
            case .string(let language): aliases.append(.init(language: language, name: name))
            default: throw .malformed(mark: position, "the 'language' of an alias is no text")
            }
        }
        var classes: [Int] = []
        for value in try list("classes", of: members, at: position) {
            guard case .number(let digits) = value, let number = Int(digits) else {
                throw .malformed(mark: position, "a class is no number from 1 to 45")
            }
            classes.append(number)
        }
        return Mark(name, aliases: aliases, classes: classes)
    }

    private static func list(
        _ key: String, of members: [String: JSONValue], at position: Int
    ) throws(RecognitionError) -> [JSONValue] {
        switch members[key] {
        case nil, .null: return []
        case .array(let values): return values
        default: throw .malformed(mark: position, "'\(key)' is no list")
        }
    }
}
