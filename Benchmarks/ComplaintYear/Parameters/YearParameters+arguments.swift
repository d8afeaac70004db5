import JSON

extension YearParameters {
    /// Longest file of parameters.
    package static let fileBytesMax = 1 << 20

    /// Sets one by its name.
    /// - Throws: `YearError` where there is none of that name or the value is out of its range.
    package mutating func set(_ name: String, to text: String) throws(YearError) {
        guard let field = Self.fields.first(where: { $0.name == name }) else {
            throw .unknown(name: name)
        }
        guard !text.isEmpty, text.utf8.count <= 32, let value = Double(text), value.isFinite,
            field.range.contains(value), !field.isWhole || value == value.rounded()
        else { throw .value(name: name, range: field.rangeText) }
        self[keyPath: field.path] = value
    }

    /// `--name value` pairs; what is not there keeps its value.
    /// - Parameter arguments: those understood are taken out.
    /// - Throws: `YearError`.
    package mutating func take(_ arguments: inout [String]) throws(YearError) {
        var rest: [String] = []
        var position = 0
        while position < arguments.count {
            let argument = arguments[position]
            guard argument.hasPrefix("--"),
                Self.fields.contains(where: { $0.name == argument.dropFirst(2) })
            else {
                rest.append(argument)
                position += 1
                continue
            }
            let value = position + 1 < arguments.count ? arguments[position + 1] : ""
            try set(String(argument.dropFirst(2)), to: value)
            position += 2
        }
        arguments = rest
    }

    /// An object with any of the names, each with a number, and `marks`; what is not there keeps its
    /// value.
    /// - Throws: `YearError`.
    package mutating func take(file bytes: [UInt8]) throws(YearError) {
        guard bytes.count <= Self.fileBytesMax else {
            throw .file(problem: "it is longer than \(Self.fileBytesMax) bytes")
        }
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes, depthMax: 5) } catch {
            throw .file(problem: error.description)
        }
        guard case .object(let members) = value else {
            throw .file(problem: "it is \(value.kind), not an object")
        }
        // In a fixed order, so that of two mistakes always the same one is told.
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if name == "marks" {
                marks = try Self.marks(value)
                continue
            }
            guard case .number(let digits) = value else {
                guard Self.fields.contains(where: { $0.name == name }) else {
                    throw .unknown(name: name)
                }
                throw .file(problem: "'\(name)' is \(value.kind), not a number")
            }
            try set(name, to: digits)
        }
    }

    private static func marks(_ value: JSONValue) throws(YearError) -> [GivenMark] {
        guard case .array(let values) = value, values.count <= GivenMark.countMax else {
            throw .marks(problem: "'marks' is a list of at most \(GivenMark.countMax)")
        }
        var marks: [GivenMark] = []
        for value in values { marks.append(try mark(value)) }
        return marks
    }

    private static func mark(_ value: JSONValue) throws(YearError) -> GivenMark {
        guard case .object(let members) = value,
            Set(members.keys).isSubset(of: ["name", "aliases", "classes"]),
            case .string(let name)? = members["name"]
        else { throw .marks(problem: "a mark has 'name', 'classes' and perhaps 'aliases'") }
        guard case .array(let classes)? = members["classes"], (1...45).contains(classes.count)
        else { throw .marks(problem: "'classes' of '\(name)' is a list of 1 to 45 numbers") }
        var numbers: [Int] = []
        for value in classes {
            guard case .number(let digits) = value, let number = Int(digits),
                (1...45).contains(number), !numbers.contains(number)
            else { throw .marks(problem: "a class of '\(name)' is a number from 1 to 45, once") }
            numbers.append(number)
        }
        var aliases: [String] = []
        if let value = members["aliases"] {
            guard case .array(let values) = value, values.count <= GivenMark.aliasesMax else {
                throw .marks(
                    problem: "'aliases' of '\(name)' is a list of at most \(GivenMark.aliasesMax)")
            }
            for value in values {
                guard case .string(let alias) = value else {
                    throw .marks(problem: "an alias of '\(name)' is \(value.kind), not a text")
                }
                aliases.append(alias)
            }
        }
        for text in [name] + aliases
        where text.isEmpty || text.utf8.count > GivenMark.nameBytesMax
            || text.unicodeScalars.contains(where: { $0.value < 0x20 })
        {
            throw .marks(
                problem:
                    "a name has 1 to \(GivenMark.nameBytesMax) bytes and no control characters")
        }
        return GivenMark(name: name, aliases: aliases, classes: numbers.sorted())
    }
}
