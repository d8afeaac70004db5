import JSON
import Statements

/// Reads a STIX 2.1 bundle into reports. It takes the bytes in pieces and holds one object at a
/// time, so a bundle may be of any size. An object that cannot be taken over gives an item that
/// says why, and reading goes on.
package struct STIXBundleReader: Sendable {
    /// Of one object of a bundle.
    package static let objectBytesMax = 1 << 20
    /// Of an object, arrays and objects within each other.
    package static let depthMax = 64

    private let defaults: STIXImportDefaults
    private var scanner = BundleScanner(elementBytesMax: objectBytesMax, depthMax: depthMax)
    private var markings = STIXMarkings()
    private var position = 0

    package init(defaults: STIXImportDefaults = .init()) { self.defaults = defaults }

    /// Reads a whole bundle.
    ///
    /// - Throws: `STIXError.notABundle`. A bundle that is cut off gives what came before, and an
    ///   item that says so.
    package static func read(
        _ bytes: [UInt8], defaults: STIXImportDefaults = .init()
    ) throws(STIXError) -> [STIXImportItem] {
        var reader = STIXBundleReader(defaults: defaults)
        var items = try reader.read(bytes[...])
        do {
            try reader.finish()
        } catch .truncated(let objects) {
            items.append(
                STIXImportItem(
                    objectID: "", position: objects, result: .refused(.truncated(objects: objects)),
                    original: nil))
        }
        return items
    }

    /// Reads the next piece.
    ///
    /// - Returns: the items of the objects that it completes.
    /// - Throws: `STIXError.notABundle`; then nothing more can be read.
    package mutating func read(_ piece: ArraySlice<UInt8>) throws(STIXError) -> [STIXImportItem] {
        var items: [STIXImportItem] = []
        for byte in piece {
            guard let element = try scanner.consume(byte) else { continue }
            items.append(contentsOf: importItems(of: element))
            position += 1
        }
        return items
    }

    /// To be called when the last piece was read.
    ///
    /// - Throws: `STIXError.notABundle`, `.truncated`.
    package func finish() throws(STIXError) { try scanner.finish(objects: position) }

    private mutating func importItems(of element: BundleScanner.Element) -> [STIXImportItem] {
        let bytes: [UInt8]
        switch element {
        case .object(let object): bytes = object
        case .refused(let error): return [item("", .refused(error))]
        }
        let value: JSONValue
        let object: STIXObjectProperties
        do throws(STIXError) {
            value = try Self.value(parsing: bytes)
            object = try STIXObjectProperties(value)
        } catch {
            return [item("", .refused(error))]
        }
        switch object.type {
        case "identity": return [item(object.id, .context)]
        case "marking-definition":
            markings.learn(object)
            return [item(object.id, .context)]
        default: break
        }
        let tlp = markings.tlp(of: object, default: defaults.tlp)
        let head = try? STIXObjectHead(value)
        var mapping = STIXIndicatorMapping(object: object, original: bytes, defaults: defaults)
        // Its report is an object of ours, which has the times that this one lacks.
        mapping.keepsOriginal = head?.hasTimes ?? true
        let original = head.flatMap { head in
            head.version.map { _ in STIXImportItem.Original(head: head, json: bytes, tlp: tlp) }
        }
        return mapping.assertions(tlp: tlp).map {
            switch $0 {
            case .success(let assertion): item(object.id, .assertion(assertion), original)
            case .failure(let error): item(object.id, .refused(error), original)
            }
        }
    }

    private static func value(parsing bytes: [UInt8]) throws(STIXError) -> JSONValue {
        do {
            return try JSONValue(parsing: bytes, depthMax: depthMax)
        } catch {
            throw .objectMalformed("it is \(error)")
        }
    }

    private func item(
        _ id: String, _ result: STIXImportItem.Result, _ original: STIXImportItem.Original? = nil
    ) -> STIXImportItem {
        STIXImportItem(objectID: id, position: position, result: result, original: original)
    }
}
