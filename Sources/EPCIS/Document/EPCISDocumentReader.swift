import JSON

/// Reads an EPCIS 2.0 document in JSON-LD (a capture document, a query document, or a single event).
/// It takes the bytes in pieces and holds one event at a time, so a document may be of any size. An
/// event that cannot be read gives an item that says why, and reading goes on. A document in XML,
/// which begins with `<`, is held as a whole.
///
/// Where `@context` comes after the events they are held until it is there, up to a limit.
package struct EPCISDocumentReader: Sendable {
    /// Of one event.
    package static let eventBytesMax = 1 << 20
    /// Of what stands around the events; of a document that is one event.
    package static let headerBytesMax = 1 << 20
    /// Of events that wait for the context.
    package static let heldBytesMax = 16 << 20
    /// Of an event, arrays and objects within each other.
    package static let depthMax = 24

    private var scanner = DocumentScanner(
        eventBytesMax: eventBytesMax, headerBytesMax: headerBytesMax, depthMax: depthMax)
    private var header: EPCISHeader?
    private var held: [(number: Int, bytes: [UInt8])] = []
    private var heldBytes = 0
    private var count = 0
    /// A document in XML, once it is known to be one.
    private var xml: [UInt8]?

    package init() {}

    /// Reads a whole document.
    ///
    /// - Throws: what says that it is none; events before that are lost.
    package static func read(_ bytes: [UInt8]) throws(EPCISError) -> [EventItem] {
        var reader = EPCISDocumentReader()
        return try reader.read(bytes[...]) + reader.finish()
    }

    /// Reads the next piece.
    ///
    /// - Returns: the events that it completes.
    /// - Throws: what says that it is no document; then nothing more can be read.
    package mutating func read(_ piece: ArraySlice<UInt8>) throws(EPCISError) -> [EventItem] {
        if xml == nil, scanner.envelope.isEmpty, !scanner.sawList,
            piece.first(where: { $0 > 0x20 && ![0xef, 0xbb, 0xbf].contains($0) })
                == UInt8(ascii: "<")
        {
            xml = []
        }
        if xml != nil {
            xml?.append(contentsOf: piece)
            guard xml?.count ?? 0 <= EPCISXMLDocument.bytesMax else {
                throw .documentLength(bytesMax: EPCISXMLDocument.bytesMax)
            }
            return []
        }
        var items: [EventItem] = []
        for byte in piece {
            guard let found = try scanner.consume(byte) else { continue }
            switch found {
            case .list:
                let value = try json(scanner.closedEnvelope)
                let early = EPCISHeader.members(of: value)["@context"] != nil
                if early { header = try EPCISHeader(value, isWhole: false) }
            case .event(let bytes):
                count += 1
                if let header {
                    items.append(item(count, bytes, header))
                } else {
                    heldBytes += bytes.count
                    guard heldBytes <= Self.heldBytesMax else {
                        throw .contextAfterEvents(bytesMax: Self.heldBytesMax)
                    }
                    held.append((count, bytes))
                }
            case .refused(let error):
                count += 1
                items.append(EventItem(number: count, result: .refused(error)))
            }
        }
        return items
    }

    /// To be called when the last piece was read.
    ///
    /// - Returns: the events that had to wait for the document's end.
    /// - Throws: `EPCISError.truncated` and what else says that it is no document.
    package mutating func finish() throws(EPCISError) -> [EventItem] {
        if let xml { return try EPCISXMLDocument.read(xml) }
        guard scanner.isComplete else {
            guard !scanner.envelope.isEmpty else { throw .notADocument(found: "it is empty") }
            throw .truncated(events: count)
        }
        let value = try json(scanner.envelope)
        guard scanner.sawList else { return [try single(value)] }
        let whole = try EPCISHeader(value, isWhole: true)
        // What the first events were read with must be what the document says in the end.
        if let header, header.ignoring != whole.ignoring {
            throw .notADocument(found: "it names the fields to be ignored after its events")
        }
        return held.map { item($0.number, $0.bytes, whole) }
    }

    /// An event by itself, or a document with one in `event`.
    private func single(_ value: JSONValue) throws(EPCISError) -> EventItem {
        let members = EPCISHeader.members(of: value)
        if case .string(let type)? = members["type"], EPCISEvent.Kind(rawValue: type) != nil {
            return EventItem(number: 1, result: Self.result(value, EPCISHeader()))
        }
        let header = try EPCISHeader(value, isWhole: true)
        guard let event = EPCISHeader.members(of: members["epcisBody"] ?? .null)["event"] else {
            throw .notADocument(found: "it has no 'eventList' in 'epcisBody'")
        }
        return EventItem(number: 1, result: Self.result(event, header))
    }

    private func item(_ number: Int, _ bytes: [UInt8], _ header: EPCISHeader) -> EventItem {
        do throws(EPCISError) {
            return EventItem(number: number, result: Self.result(try json(bytes), header))
        } catch {
            return EventItem(number: number, result: .refused(error))
        }
    }

    private static func result(_ value: JSONValue, _ header: EPCISHeader) -> EventItem.Result {
        do throws(EPCISError) {
            let tree = try EventNode(
                event: value, context: header.context, ignoring: header.ignoring)
            return .event(try EPCISEvent(tree))
        } catch {
            return .refused(error)
        }
    }

    private func json(_ bytes: [UInt8]) throws(EPCISError) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: bytes, depthMax: Self.depthMax)
        } catch {
            throw .json(error)
        }
    }
}
