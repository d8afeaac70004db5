/// Finds the objects of a bundle in its bytes, one byte at a time, without building the tree:
/// only the brackets and strings of JSON count (RFC 8259). What stands inside an object, its own
/// decoder judges.
struct BundleScanner: Sendable {
    enum Element: Equatable {
        case object([UInt8])
        case refused(STIXError)
    }

    private enum Place {
        case start
        /// Inside the bundle, before a name or a value of its own.
        case bundle
        /// Inside `objects`, between its elements.
        case objects
        case element
        case end
    }

    private let elementBytesMax: Int
    private let depthMax: Int
    private var place = Place.start
    /// Open brackets within the value or element at hand.
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// The text of a name or value of the bundle's own, and the last name.
    private var text: [UInt8] = []
    private var name: [UInt8] = []
    private var awaitsValue = false
    private var type: [UInt8]?
    private var element: [UInt8] = []
    private var refusal: STIXError?

    private static let textBytesMax = 256

    init(elementBytesMax: Int, depthMax: Int) {
        self.elementBytesMax = elementBytesMax
        self.depthMax = depthMax
    }

    mutating func consume(_ byte: UInt8) throws(STIXError) -> Element? {
        switch place {
        case .start: try start(byte)
        case .bundle: try bundle(byte)
        case .objects: objects(byte)
        case .element: return extend(byte)
        case .end:
            guard Self.isSpace(byte) else { throw .notABundle(found: "it goes on after its end") }
        }
        return nil
    }

    func finish(objects: Int) throws(STIXError) {
        guard place != .start else { throw .notABundle(found: "it is empty") }
        guard place == .end else { throw .truncated(objects: objects) }
        guard type == Array("bundle".utf8) else {
            throw .notABundle(found: "its property 'type' is not 'bundle'")
        }
    }

    private mutating func start(_ byte: UInt8) throws(STIXError) {
        // A byte order mark, which some exporters write.
        if Self.isSpace(byte) || [0xef, 0xbb, 0xbf].contains(byte) { return }
        guard byte == UInt8(ascii: "{") else {
            throw .notABundle(found: "it does not begin with {")
        }
        place = .bundle
    }

    private mutating func bundle(_ byte: UInt8) throws(STIXError) {
        if isInString {
            guard isStringEnd(byte) else {
                if text.count < Self.textBytesMax { text.append(byte) }
                return
            }
            guard depth == 0 else { return }
            if awaitsValue {
                if name == Array("type".utf8) {
                    guard text == Array("bundle".utf8) else {
                        throw .notABundle(found: "its property 'type' is not 'bundle'")
                    }
                    type = text
                }
            } else {
                name = text
            }
            return
        }
        switch byte {
        case UInt8(ascii: "\""):
            isInString = true
            text.removeAll(keepingCapacity: true)
        case UInt8(ascii: ":") where depth == 0: awaitsValue = true
        case UInt8(ascii: ",") where depth == 0: awaitsValue = false
        case UInt8(ascii: "[") where depth == 0 && awaitsValue && name == Array("objects".utf8):
            place = .objects
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            if depth == 0 { place = .end } else { depth -= 1 }
        default: break
        }
    }

    private mutating func objects(_ byte: UInt8) {
        if Self.isSpace(byte) || byte == UInt8(ascii: ",") { return }
        if byte == UInt8(ascii: "]") {
            place = .bundle
            return
        }
        place = .element
        depth = 0
        element.removeAll(keepingCapacity: true)
        refusal = nil
        if byte != UInt8(ascii: "{") { refusal = .objectMalformed("it does not begin with {") }
        _ = extend(byte)
    }

    private mutating func extend(_ byte: UInt8) -> Element? {
        if !isInString, depth == 0, byte == UInt8(ascii: "]") || byte == UInt8(ascii: ",") {
            // Only an element that is no object ends so.
            place = byte == UInt8(ascii: "]") ? .bundle : .objects
            return ended()
        }
        if element.count < elementBytesMax {
            element.append(byte)
        } else if refusal == nil {
            refusal = .objectLength(bytesMax: elementBytesMax)
        }
        if isInString {
            _ = isStringEnd(byte)
            return nil
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            depth += 1
            if depth > depthMax, refusal == nil { refusal = .objectDepth(depthMax: depthMax) }
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            guard depth == 0 else { return nil }
            place = .objects
            return ended()
        default: break
        }
        return nil
    }

    private mutating func ended() -> Element {
        depth = 0
        if let refusal { return .refused(refusal) }
        return .object(element)
    }

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
