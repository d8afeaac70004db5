/// Finds the events of a document in its bytes, one byte at a time, without building the tree: only
/// the brackets, strings and commas of JSON count (RFC 8259). What stands around the events is kept
/// as the document's envelope, with an empty event list, and judged by the JSON reader; what stands
/// inside an event likewise.
struct DocumentScanner: Sendable {
    enum Found: Equatable {
        /// The event list begins here.
        case list
        case event([UInt8])
        case refused(EPCISError)
    }

    private enum Place {
        case envelope
        /// Within the list: before the first element, before one, after one.
        case listStart, element, separator
        case event
    }

    /// An open bracket of the envelope.
    private struct Level {
        let isObject: Bool
        /// The last name in an object.
        var name: [UInt8] = []
        var awaitsValue = false
    }

    private static let listPaths = [
        ["epcisBody", "eventList"], ["epcisBody", "queryResults", "resultsBody", "eventList"],
    ].map { $0.map { Array($0.utf8) } }

    private let eventBytesMax: Int
    private let headerBytesMax: Int
    private let depthMax: Int

    private var place = Place.envelope
    private(set) var envelope: [UInt8] = []
    private var levels: [Level] = []
    private var isClosed = false
    private var hasList = false
    private var isInString = false
    private var isEscaped = false
    private var text: [UInt8] = []
    private var event: [UInt8] = []
    private var depth = 0
    private var refusal: EPCISError?

    init(eventBytesMax: Int, headerBytesMax: Int, depthMax: Int) {
        self.eventBytesMax = eventBytesMax
        self.headerBytesMax = headerBytesMax
        self.depthMax = depthMax
    }

    var sawList: Bool { hasList }
    var isComplete: Bool { isClosed }

    /// The envelope as far as it was read, with what is open closed.
    var closedEnvelope: [UInt8] {
        envelope + levels.reversed().map { UInt8(ascii: $0.isObject ? "}" : "]") }
    }

    mutating func consume(_ byte: UInt8) throws(EPCISError) -> Found? {
        switch place {
        case .envelope: return try extendEnvelope(byte)
        case .listStart, .element, .separator: try betweenEvents(byte)
        case .event: return extendEvent(byte)
        }
        return nil
    }

    // MARK: The envelope

    private mutating func extendEnvelope(_ byte: UInt8) throws(EPCISError) -> Found? {
        if envelope.isEmpty, levels.isEmpty {
            // A byte order mark, which some exporters write.
            if Self.isSpace(byte) || [0xef, 0xbb, 0xbf].contains(byte) { return nil }
            guard byte == UInt8(ascii: "{") else {
                throw .notADocument(found: "it does not begin with {")
            }
        }
        guard envelope.count < headerBytesMax else {
            throw .headerLength(bytesMax: headerBytesMax)
        }
        envelope.append(byte)
        if isClosed {
            guard Self.isSpace(byte) else { throw .notADocument(found: "it goes on after its end") }
            return nil
        }
        if isInString {
            if isStringEnd(byte) {
                if levels[levels.count - 1].isObject, !levels[levels.count - 1].awaitsValue {
                    levels[levels.count - 1].name = text
                }
            } else if text.count <= 64 {
                text.append(byte)
            }
            return nil
        }
        switch byte {
        case UInt8(ascii: "\""):
            isInString = true
            text.removeAll(keepingCapacity: true)
        case UInt8(ascii: ":"): levels[levels.count - 1].awaitsValue = true
        case UInt8(ascii: ","): levels[levels.count - 1].awaitsValue = false
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            let begins = byte == UInt8(ascii: "[") && isAtList
            guard levels.count < depthMax else {
                throw .notADocument(found: "it is nested deeper than \(depthMax) levels")
            }
            levels.append(Level(isObject: byte == UInt8(ascii: "{")))
            guard begins else { return nil }
            guard !hasList else { throw .notADocument(found: "it has two event lists") }
            hasList = true
            place = .listStart
            return .list
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            guard levels.removeLast().isObject == (byte == UInt8(ascii: "}")) else {
                throw .notADocument(found: "its brackets do not match")
            }
            isClosed = levels.isEmpty
        default: break
        }
        return nil
    }

    private var isAtList: Bool {
        Self.listPaths.contains { path in
            path.count == levels.count
                && zip(path, levels).allSatisfy {
                    $1.isObject && $1.awaitsValue && $1.name == $0
                }
        }
    }

    // MARK: The list

    private mutating func betweenEvents(_ byte: UInt8) throws(EPCISError) {
        if Self.isSpace(byte) { return }
        switch (place, byte) {
        case (.listStart, UInt8(ascii: "]")), (.separator, UInt8(ascii: "]")):
            envelope.append(byte)
            levels.removeLast()
            place = .envelope
        case (.separator, UInt8(ascii: ",")): place = .element
        case (.listStart, UInt8(ascii: "{")), (.element, UInt8(ascii: "{")):
            place = .event
            event.removeAll(keepingCapacity: true)
            refusal = nil
            depth = 0
            _ = extendEvent(byte)
        default: throw .notADocument(found: "its event list holds something else than events")
        }
    }

    private mutating func extendEvent(_ byte: UInt8) -> Found? {
        if event.count < eventBytesMax {
            event.append(byte)
        } else if refusal == nil {
            refusal = .eventLength(bytesMax: eventBytesMax)
        }
        if isInString {
            _ = isStringEnd(byte)
            return nil
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            guard depth == 0 else { return nil }
            place = .separator
            if let refusal { return .refused(refusal) }
            return .event(event)
        default: break
        }
        return nil
    }

    // MARK: Bytes

    private mutating func isStringEnd(_ byte: UInt8) -> Bool {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
            return true
        }
        return false
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }
}
