import CRDT
package import JSON
package import MergedView
package import STIX
import Statements
import TransparencyLog

/// One version of one object, as an index keeps it: what is needed to write it, and when it was added.
package struct IndexedObject {
    /// How the bytes of `body` are to be read. The numbers are stored and never change.
    package enum Form: UInt8, Sendable {
        /// The object's JSON, as it came.
        case original = 1
        /// A leaf hash and the payload of an `assertIndicator`.
        case assertion
        /// The key of an indicator (`Indicator.keyBytes`), to be written as an observable.
        case observable
        /// As `assertion`, of a `dispute`, `sight` or `link`. Before that of a `sight`, behind a byte with
        /// its length, the name of the indicator that it is of.
        case dispute
        case sighting
        case link

        /// The kind of statement that it is made of.
        var kind: EntryKind? {
            switch self {
            case .original, .observable: nil
            case .assertion: .assertIndicator
            case .dispute: .dispute
            case .sighting: .sight
            case .link: .link
            }
        }
    }

    /// Microseconds since 1970 at which it was added; no other object of any collection has the same,
    /// and what is added later has a later one.
    package let sequence: UInt64
    package let id: String
    package let version: STIXTimestamp
    /// As the object writes it, where that is not `version.text`.
    package let versionText: String?
    package let created: STIXTimestamp
    package let form: Form
    /// Nil for what no statement says.
    package let dot: StatementDot?
    package let body: UnsafeRawBufferPointer

    package init(
        sequence: UInt64, id: String, version: STIXTimestamp, versionText: String?,
        created: STIXTimestamp, form: Form, dot: StatementDot?, body: UnsafeRawBufferPointer
    ) {
        self.sequence = sequence
        self.id = id
        self.version = version
        self.versionText = versionText
        self.created = created
        self.form = form
        self.dot = dot
        self.body = body
    }

    package var dateAdded: STIXTimestamp { STIXTimestamp(microseconds: sequence) }
    package var writtenVersion: String { versionText ?? version.text }

    /// Writes the object; nothing where the bytes are not what an index writes.
    /// - Returns: whether it was written.
    package func write(to writer: inout JSONWriter) -> Bool {
        switch form {
        case .original:
            writer.value(json: body)
            return true
        case .observable:
            guard let indicator = form.identifier(in: body) else { return false }
            STIXObservable(indicator).write(to: &writer)
            return true
        case .assertion, .dispute, .link: return writeStatement(in: body, of: nil, to: &writer)
        case .sighting:
            guard let count = body.first, body.count > count else { return false }
            let name = String(validating: body[1..<(Int(count) + 1)], as: UTF8.self)
            return writeStatement(
                in: UnsafeRawBufferPointer(rebasing: body[(Int(count) + 1)...]),
                of: count == 0 ? nil : name, to: &writer)
        }
    }

    private func writeStatement(
        in bytes: UnsafeRawBufferPointer, of report: String?, to writer: inout JSONWriter
    ) -> Bool {
        guard let dot, let kind = form.kind, bytes.count > Digest.byteCount else { return false }
        let payload = UnsafeRawBufferPointer(rebasing: bytes[Digest.byteCount...])
        let provenance = STIXProvenance(
            origin: dot.log, index: dot.index, leafHash: Digest(loading: bytes),
            created: created, modified: version)
        switch try? Statement.decode(kind: kind, payload: payload) {
        case .assertIndicator(let said): said.write(provenance, to: &writer)
        case .dispute(let said): said.write(provenance, to: &writer)
        case .sight(let said): said.write(provenance, of: report, to: &writer)
        case .link(let said): said.write(provenance, to: &writer)
        default: return false
        }
        return true
    }
}
