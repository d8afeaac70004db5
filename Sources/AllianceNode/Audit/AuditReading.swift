package import AllianceNames
package import AuditTrail
package import Replication
import Statements
import TransparencyLog

/// Reads an audit log back, bundle by bundle. Calls block.
package struct AuditReading: Sendable {
    private let store: any LogStore
    private let origin: LogOrigin

    package init(_ store: any LogStore, _ origin: LogOrigin) {
        self.store = store
        self.origin = origin
    }

    package func size() throws -> UInt64 { try store.state(of: origin)?.size ?? 0 }

    /// When the newest record was made, in milliseconds since 1970; 0 where there is none.
    package func newestAt() throws -> UInt64 {
        let size = try size()
        return try lines(from: size - min(1, size), limit: 1).first?.at ?? 0
    }

    /// Lines from an index on, in their order.
    package func lines(from start: UInt64, limit: Int) throws -> [AuditLine] {
        let size = try size()
        var lines: [AuditLine] = []
        var next = start
        while next < size, lines.count < limit {
            let bundle = try bundle(holding: next, size: size)
            lines += bundle.filter { $0.index >= next }.prefix(limit - lines.count)
            next = (next >> 8 + 1) << 8
        }
        return lines
    }

    /// A page of lines, newest first.
    package struct Page: Sendable {
        package let lines: [AuditLine]
        /// From where the next page goes on; nil where there is none.
        package let before: UInt64?
    }

    /// Lines looked at for one page, at most, or up to a bundle more.
    package static let looked = 4_096

    /// The newest lines below an index of those that are wanted.
    /// - Parameter limit: of lines. A page may have fewer, even none, and a next one all the same.
    package func page(
        before end: UInt64? = nil, limit: Int, where isWanted: (AuditLine) -> Bool = { _ in true }
    ) throws -> Page {
        let size = try size()
        var next = min(end ?? size, size)
        var lines: [AuditLine] = []
        var looked = 0
        while next > 0, looked < Self.looked {
            let bundle = try bundle(holding: next - 1, size: size).filter { $0.index < next }
            for line in bundle.reversed() {
                looked += 1
                next = line.index
                guard isWanted(line) else { continue }
                lines.append(line)
                if lines.count == limit { return Page(lines: lines, before: next > 0 ? next : nil) }
            }
        }
        return Page(lines: lines, before: next > 0 ? next : nil)
    }

    /// What a record commits to, for whoever verifies it elsewhere.
    package struct Salted: Sendable {
        package let index: UInt64
        /// Nil where the record was erased.
        package let salt: [UInt8]?
        package let record: [UInt8]?
    }

    /// Records with their salts, of one bundle at most.
    package func salted(from start: UInt64, limit: Int) throws -> [Salted] {
        guard let bundle = BundleCoordinate(containing: start, size: try size()),
            let payloads = try store.payloads(of: origin, bundle)
        else { return [] }
        let slots = try PayloadBundle.parse(payloads, count: bundle.width)
        let first = bundle.firstEntry
        return slots.enumerated().dropFirst(Int(start - first)).prefix(limit).map { offset, slot in
            guard case .present(let range) = slot else {
                return Salted(index: first + UInt64(offset), salt: nil, record: nil)
            }
            return Salted(
                index: first + UInt64(offset),
                salt: Array(payloads[range].prefix(Salt.byteCount)),
                record: Array(payloads[range].dropFirst(Salt.byteCount)))
        }
    }

    private func bundle(holding index: UInt64, size: UInt64) throws -> [AuditLine] {
        guard let bundle = BundleCoordinate(containing: index, size: size),
            let entries = try store.entries(of: origin, bundle),
            let payloads = try store.payloads(of: origin, bundle)
        else { throw LogStoreError.unknownLog(origin: origin) }
        return try AuditLine.lines(
            first: bundle.firstEntry, count: bundle.width, entries: entries, payloads: payloads)
    }
}
