/// Reads XML 1.0 with namespaces as far as EPCIS uses it: elements, attributes, text, CDATA, the five
/// named entities and character references. Document types are refused, and with them every entity of
/// the document's own; comments and processing instructions are passed over. The caller bounds the
/// length; time and memory grow with it and no faster.
///
/// Source: XML 1.0 (fifth edition); Namespaces in XML 1.0.
struct XMLParser {
    /// Of one element, namespace declarations among them.
    static let attributesMax = 64
    /// Namespaces that can be in force at one place.
    static let namespacesMax = 64

    private let bytes: [UInt8]
    private let depthMax: Int
    private var offset = 0

    /// - Throws: `EPCISError.xml` with the byte offset.
    static func parse(_ bytes: [UInt8], depthMax: Int) throws(EPCISError) -> XMLElement {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .xml(offset: 0, problem: "it is not UTF-8")
        }
        var parser = XMLParser(bytes: bytes, depthMax: depthMax)
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { parser.offset = 3 }
        try parser.skipMisc()
        guard parser.take("<") else { throw parser.problem("no element begins") }
        let root = try parser.element(
            depth: 1, namespaces: ["xml": "http://www.w3.org/XML/1998/namespace"])
        try parser.skipMisc()
        guard parser.offset == bytes.count else { throw parser.problem("it goes on after its end") }
        return root
    }

    private init(bytes: [UInt8], depthMax: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
    }

    // MARK: Elements

    /// Behind the `<`.
    private mutating func element(
        depth: Int, namespaces outer: [String: String]
    ) throws(EPCISError) -> XMLElement {
        guard depth <= depthMax else { throw problem("nested deeper than \(depthMax) levels") }
        let name = try self.name()
        let (attributes, namespaces) = try self.attributes(outer)
        var element = XMLElement(
            name: try expanded(name, namespaces, isElement: true), attributes: attributes, text: "",
            children: [])
        if take("/>") { return element }
        guard take(">") else { throw problem("'>' is missing") }
        while true {
            let text = try self.text()
            if element.children.isEmpty { element.text += text }
            if take("</") {
                guard try self.name() == name else { throw problem("'\(name)' is not ended") }
                skipSpace()
                guard take(">") else { throw problem("'>' is missing") }
                return element
            }
            if try skipMark() { continue }
            if take("<![CDATA[") {
                let data = try upTo("]]>")
                if element.children.isEmpty { element.text += data }
                continue
            }
            guard take("<") else { throw problem("'\(name)' is not ended") }
            element.children.append(try self.element(depth: depth + 1, namespaces: namespaces))
        }
    }

    private mutating func attributes(
        _ outer: [String: String]
    ) throws(EPCISError) -> ([(name: String, value: String)], [String: String]) {
        var namespaces = outer
        var found: [(name: String, value: String)] = []
        while true {
            let hadSpace = skipSpace()
            guard let byte = next, byte != UInt8(ascii: ">"), byte != UInt8(ascii: "/") else {
                break
            }
            guard hadSpace else { throw problem("space is missing between attributes") }
            guard found.count < Self.attributesMax else {
                throw problem("an element has more than \(Self.attributesMax) attributes")
            }
            let name = try self.name()
            skipSpace()
            guard take("=") else { throw problem("'=' is missing") }
            skipSpace()
            let value = try quoted()
            guard !found.contains(where: { $0.name == name }) else {
                throw problem("attribute '\(name)' stands twice")
            }
            found.append((name, value))
            guard name == "xmlns" || name.hasPrefix("xmlns:") else { continue }
            // It stands before every name that is written with it.
            guard value.utf8.count <= LinkedDataContext.namespaceBytesMax else {
                throw problem(
                    "a namespace has more than \(LinkedDataContext.namespaceBytesMax) bytes")
            }
            namespaces[name == "xmlns" ? "" : String(name.dropFirst(6))] = value
            guard namespaces.count <= Self.namespacesMax else {
                throw problem("more than \(Self.namespacesMax) namespaces are declared")
            }
        }
        var attributes: [(name: String, value: String)] = []
        for (name, value) in found where name != "xmlns" && !name.hasPrefix("xmlns:") {
            attributes.append((try expanded(name, namespaces, isElement: false), value))
        }
        return (attributes, namespaces)
    }

    private func expanded(
        _ name: String, _ namespaces: [String: String], isElement: Bool
    ) throws(EPCISError) -> String {
        guard let colon = name.firstIndex(of: ":") else {
            guard isElement, let namespace = namespaces[""], !namespace.isEmpty else { return name }
            return "{\(namespace)}\(name)"
        }
        guard let namespace = namespaces[String(name[..<colon])] else {
            throw problem("the prefix of '\(name)' is not declared")
        }
        return "{\(namespace)}\(name[name.index(after: colon)...])"
    }

    // MARK: Text

    private mutating func text() throws(EPCISError) -> String {
        var text: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "<") {
            offset += 1
            if byte == UInt8(ascii: "&") { text += try reference() } else { text.append(byte) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func quoted() throws(EPCISError) -> String {
        guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw problem("a quotation mark is missing")
        }
        offset += 1
        var text: [UInt8] = []
        while let byte = next {
            offset += 1
            switch byte {
            case quote: return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "<"): throw problem("'<' in a value")
            case UInt8(ascii: "&"): text += try reference()
            case 0x09, 0x0a, 0x0d: text.append(0x20)
            default: text.append(byte)
            }
        }
        throw problem("a value does not end")
    }

    /// Behind the `&`.
    private mutating func reference() throws(EPCISError) -> [UInt8] {
        let named = ["lt;": "<", "gt;": ">", "amp;": "&", "quot;": "\"", "apos;": "'"]
        for (name, character) in named where take(name) { return Array(character.utf8) }
        guard take("#") else { throw problem("an entity that is not one of XML's own") }
        let isHex = take("x")
        let digits = bytes[offset...].prefix(9).prefix { $0 != UInt8(ascii: ";") }
        guard digits.count < 9, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10),
            let scalar = Unicode.Scalar(code), code >= 0x20 || [9, 10, 13].contains(code)
        else { throw problem("a character reference stands for nothing") }
        offset = digits.endIndex
        guard take(";") else { throw problem("';' is missing") }
        return Array(String(scalar).utf8)
    }

    private mutating func name() throws(EPCISError) -> String {
        let name = bytes[offset...].prefix {
            !Self.isSpace($0) && !"<>/=&\"'".utf8.contains($0)
        }
        guard !name.isEmpty, name.count <= 256, name.last != UInt8(ascii: ":"),
            name.first != UInt8(ascii: ":")
        else { throw problem("a name is missing or too long") }
        offset = name.endIndex
        return String(decoding: name, as: UTF8.self)
    }

    // MARK: Between

    /// Comments, instructions and space around the root.
    private mutating func skipMisc() throws(EPCISError) {
        repeat { skipSpace() } while try skipMark()
        if bytes[offset...].starts(with: "<!DOCTYPE".utf8) {
            throw problem("a document type is not read")
        }
    }

    private mutating func skipMark() throws(EPCISError) -> Bool {
        if take("<!--") {
            _ = try upTo("-->")
        } else if take("<?") {
            _ = try upTo("?>")
        } else {
            return false
        }
        return true
    }

    private mutating func upTo(_ end: String) throws(EPCISError) -> String {
        let start = offset
        while offset < bytes.count {
            if take(end) {
                return String(decoding: bytes[start..<offset - end.utf8.count], as: UTF8.self)
            }
            offset += 1
        }
        throw problem("'\(end)' is missing")
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[offset...].starts(with: text.utf8) else { return false }
        offset += text.utf8.count
        return true
    }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let start = offset
        while let byte = next, Self.isSpace(byte) { offset += 1 }
        return offset > start
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    private func problem(_ what: String) -> EPCISError { .xml(offset: offset, problem: what) }
}
