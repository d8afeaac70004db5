package import JSON

/// The prefixes that an `@context` gives, so that `example:field` can be written out.
///
/// Only what EPCIS needs of JSON-LD 1.1 is read: prefixes in objects. Contexts named by URI are not
/// fetched; the one of EPCIS 2.0 is built in, of any other nothing is known.
package struct LinkedDataContext: Equatable, Sendable {
    package static let prefixesMax = 256
    /// Of what a prefix stands for: it is written out wherever the prefix is.
    package static let namespaceBytesMax = 512

    /// Those of the EPCIS 2.0 context, which every document has without declaring them.
    private static let standard = [
        "cbv": "https://ref.gs1.org/cbv/", "epcis": "https://ref.gs1.org/epcis/",
        "gs1": "https://gs1.org/voc/",
    ]

    private var prefixes: [String: String] = [:]

    package init() {}

    /// - Throws: `EPCISError.context`.
    package init(_ value: JSONValue) throws(EPCISError) {
        switch value {
        case .array(let values): for value in values { try add(value) }
        default: try add(value)
        }
    }

    /// What holds within an event that has a context of its own.
    package func adding(_ value: JSONValue) throws(EPCISError) -> LinkedDataContext {
        var inner = self
        inner.prefixes.merge(try LinkedDataContext(value).prefixes) { _, new in new }
        guard inner.prefixes.count <= Self.prefixesMax else { throw Self.tooMany }
        return inner
    }

    private mutating func add(_ value: JSONValue) throws(EPCISError) {
        switch value {
        case .string, .null: return
        case .object(let members):
            for (name, value) in members where !name.hasPrefix("@") {
                switch value {
                case .string(let uri): try add(name, uri)
                case .object(let term):
                    if case .string(let uri)? = term["@id"] { try add(name, uri) }
                default: throw .context("'\(name.prefix(40))' is \(value.kind), not a URI")
                }
            }
            guard prefixes.count <= Self.prefixesMax else { throw Self.tooMany }
        default: throw .context("\(value.kind) is no context")
        }
    }

    private mutating func add(_ name: String, _ uri: String) throws(EPCISError) {
        guard uri.utf8.count <= Self.namespaceBytesMax else {
            throw .context(
                "'\(name.prefix(40))' stands for more than \(Self.namespaceBytesMax) bytes")
        }
        prefixes[name] = uri
    }

    private static var tooMany: EPCISError { .context("more than \(prefixesMax) prefixes") }

    /// The name of a member: `{namespace}local` for one with a prefix, else as it stands.
    func expanded(name: String) -> String {
        guard let (namespace, local) = split(name, in: prefixes) ?? split(name, in: Self.standard)
        else { return name }
        return "{\(namespace)}\(local)"
    }

    /// A value: a compact URI is written out, anything else stays.
    func expanded(value: String) -> String {
        guard
            let (namespace, local) = split(value, in: prefixes) ?? split(value, in: Self.standard)
        else { return value }
        return namespace + local
    }

    private func split(
        _ text: String, in prefixes: [String: String]
    ) -> (namespace: String, local: Substring)? {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
            let namespace = prefixes[String(text[..<colon])]
        else { return nil }
        let local = text[text.index(after: colon)...]
        // `http://…` is no compact URI, whatever prefixes there are (JSON-LD 1.1, section 5.2.2).
        return local.hasPrefix("//") ? nil : (namespace, local)
    }
}
