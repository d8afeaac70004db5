import AllianceNames
import CRDT
import JSON
package import MergedView
import STIX
import Statements
import TransparencyLog

extension FoldedObjects {
    /// Folds the next entries: a pure function of origin, index, entry and payload. What cannot be read, or
    /// says nothing in the words of STIX, adds nothing.
    ///
    /// - Precondition: the slice begins where the batch ends.
    /// - Throws: `MergedViewError.sliceUnreadable`.
    package mutating func append(_ slice: EntrySlice) throws(MergedViewError) {
        precondition(slice.start == end, "slices of one log follow each other")
        try slice.forEach(of: origin) { append($0) }
    }

    private mutating func append(_ sliced: SlicedEntry) {
        let index = sliced.index
        count += 1
        guard let head = try? EntryHead(parsing: sliced.bytes) else { return }
        let payload = sliced.content(head)
        if payload == nil, head.kind == .assertIndicator {
            erasedReports.append(ErasedReport(index: index, issuedAt: head.issuedAt))
        }
        guard Self.kinds.contains(head.kind), let payload,
            let statement = try? Statement.decode(kind: head.kind, payload: payload)
        else { return }
        let entry = Folding(
            leaf: MerkleHash.leaf(sliced.bytes), payload: payload,
            issuedAt: head.issuedAt, index: index, isRed: statement.marking == .red)
        switch statement {
        case .assertIndicator(let said): append(said, entry)
        case .dispute(let said):
            append(said.originalObject, entry, .dispute, "opinion", about: said.indicator)
        case .link(let said):
            append(said.originalObject, entry, .link, "relationship", about: said.a, said.b)
        case .sight(let said) where said.postedTotal == said.total:
            // Other objects say it all.
            break
        case .sight(let said):
            append(
                nil, entry, .sighting, "sighting", about: said.indicator,
                subject: said.indicator.keyHash)
        case .stixObject(let said):
            if let object = Self.original(said.json), object.id.description == said.objectID {
                add(object, entry)
            }
        case .retract(let said):
            for target in said.dots {
                let dot = StatementDot(log: target.origin, index: target.index)
                if StatementDot(log: origin, index: index).mayTakeBack(dot) {
                    removals.append(
                        Removal(index: index, target: dot, issuedAt: entry.issuedAt))
                }
            }
        default: break
        }
    }

    private static let kinds: Set<EntryKind> = [
        .assertIndicator, .dispute, .sight, .link, .stixObject, .retract,
    ]

    /// An entry that is being folded.
    private struct Folding {
        let leaf: Digest
        let payload: UnsafeRawBufferPointer
        /// Milliseconds since 1970.
        let issuedAt: UInt64
        let index: EntryIndex
        let isRed: Bool

        var body: [UInt8] { leaf.bytes + payload }
    }

    private mutating func add(_ object: FoldedObject, _ entry: Folding) {
        var object = object
        object.isRed = entry.isRed
        // One that no program may see stands for none that programs may.
        if entry.isRed { object.isObservable = false }
        additions.append(
            Addition(index: entry.index, object: object, issuedAt: entry.issuedAt))
    }

    /// A report that was imported from an object is that object; any other is an indicator of ours, and an
    /// observable for its identifier.
    private mutating func append(_ said: IndicatorAssertion, _ entry: Folding) {
        let key = said.indicator.keyHash
        if var object = Self.original(said.originalObject) {
            object.key = key
            add(object, entry)
            return
        }
        guard !entry.isRed else { return }
        appendObservable(said.indicator, entry)
        append(
            nil, entry, .assertion, "indicator", about: said.indicator, key: key)
    }

    /// What else is said of identifiers: the object that it was imported from, else one of ours.
    private mutating func append(
        _ original: OriginalObject?, _ entry: Folding, _ form: IndexedObject.Form, _ type: String,
        about indicators: Indicator..., key: UInt64? = nil, subject: UInt64? = nil
    ) {
        if let object = Self.original(original) {
            add(object, entry)
            return
        }
        // Of what no program may see none is made.
        guard !entry.isRed else { return }
        // What our object refers to has to be there; that of a report stands before it.
        if form != .assertion {
            for indicator in indicators { appendObservable(indicator, entry) }
        }
        let object = FoldedObject(
            id: STIXProvenance.id(type, of: origin, about: indicators),
            version: .stated(STIXTimestamp(milliseconds: entry.issuedAt)), form: form,
            body: entry.body, key: key, subject: subject)
        add(object, entry)
    }

    private mutating func appendObservable(_ indicator: Indicator, _ entry: Folding) {
        var observable = FoldedObject(
            id: STIXObservable(indicator).id, version: .none, form: .observable,
            body: indicator.keyBytes)
        observable.isObservable = true
        add(observable, entry)
    }

    /// Nil for what is no object that could stand in an answer: its author sees to it that it is one, and an
    /// author may be hostile.
    private static func original(_ object: OriginalObject?) -> FoldedObject? {
        guard let object, object.mediaType.hasPrefix("application/stix+json") else { return nil }
        return original(object.bytes)
    }

    private static func original(_ json: [UInt8]) -> FoldedObject? {
        guard let value = try? JSONValue(parsing: json, depthMax: STIXObjectHead.depthMax),
            let head = try? STIXObjectHead(value)
        else { return nil }
        let version: FoldedObject.Version
        if let time = head.version, let text = head.versionText {
            version = .said(time, text: text)
        } else {
            version = .none
        }
        var object = FoldedObject(id: head.id, version: version, form: .original, body: json)
        object.isObservable = head.version == nil && STIXObservable.isNamed(head, value)
        return object
    }
}
