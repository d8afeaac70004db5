package import JSON
package import STIX

/// An object that a client posted, and what it says.
package struct PostedObject: Sendable {
    /// Objects of one envelope.
    package static let objectsMax = 10_000

    package enum Reading: Sendable {
        case object(STIXObjectHead, JSONValue)
        case refused(id: String, STIXError)
    }

    /// The object's own bytes.
    package let json: [UInt8]
    package let reading: Reading

    /// Reads an envelope. An object that is none is refused for itself.
    /// - Throws: `TAXIIError` for what is no envelope.
    package static func read(_ envelope: [UInt8]) throws(TAXIIError) -> [PostedObject] {
        try EnvelopeReader.objects(in: envelope, objectsMax: objectsMax).map {
            PostedObject(json: Array(envelope[$0]))
        }
    }

    package init(json: [UInt8]) {
        self.json = json
        let value: JSONValue
        do {
            value = try JSONValue(parsing: json, depthMax: STIXObjectHead.depthMax)
        } catch {
            reading = .refused(id: "", .objectMalformed("it is \(error)"))
            return
        }
        do {
            let head = try STIXObjectHead(value)
            try head.requireTimes()
            reading = .object(head, value)
        } catch {
            reading = .refused(id: Self.id(of: value), error)
        }
    }

    package var head: STIXObjectHead? {
        if case .object(let head, _) = reading { head } else { nil }
    }

    private static let idBytesMax = 300

    private static func id(of value: JSONValue) -> String {
        guard case .object(let members) = value, case .string(let id)? = members["id"],
            id.utf8.count <= idBytesMax
        else { return "" }
        return id
    }
}
