import SwiftProtobuf

/// What a member says, version 1: a payload decoded, with every field in range and every
/// indicator in its canonical form. A kind that is not known here keeps its payload as it came.
package enum Statement: Hashable, Sendable {
    case assertIndicator(IndicatorAssertion)
    case dispute(Dispute)
    case sight(Sighting)
    case link(OperatorLink)
    case right(Right)
    case registerProduct(ProductRegistration)
    case serialSnapshot(PublishedSnapshot)
    case stixObject(STIXObject)
    case complaint(ComplaintStatement)
    case misuseMeasure(MisuseMeasure)
    case retract(Retraction)
    case unknown(EntryKind, payload: [UInt8])

    package var kind: EntryKind {
        switch self {
        case .assertIndicator: .assertIndicator
        case .dispute: .dispute
        case .sight: .sight
        case .link: .link
        case .right: .right
        case .registerProduct: .registerProduct
        case .serialSnapshot: .serialSnapshot
        case .stixObject: .stixObject
        case .complaint(let said): said.kind
        case .misuseMeasure: .misuseMeasure
        case .retract: .retract
        case .unknown(let kind, _): kind
        }
    }

    /// Who may see it; nil for what is not marked.
    package var marking: TLP? {
        switch self {
        case .assertIndicator(let assertion): assertion.tlp
        case .dispute(let dispute): dispute.tlp
        case .link(let link): link.tlp
        case .stixObject(let object): object.tlp
        case .sight, .right, .registerProduct, .serialSnapshot, .complaint, .misuseMeasure,
            .retract, .unknown:
            nil
        }
    }

    /// The bytes that `decode` reads: of the payload, or of the body for an open kind. They say
    /// the same, they need not be the same bytes as were decoded.
    package func payload() -> [UInt8] {
        switch self {
        case .assertIndicator(let assertion): Self.encode(assertion.wire)
        case .dispute(let dispute): Self.encode(dispute.wire)
        case .sight(let sighting): Self.encode(sighting.wire)
        case .link(let link): Self.encode(link.wire)
        case .right(let right): Self.encode(right.wire)
        case .registerProduct(let registration): Self.encode(registration.wire)
        case .serialSnapshot(let snapshot): Self.encode(snapshot.wire)
        case .stixObject(let object): Self.encode(object.wire)
        case .complaint(let said): Self.encode(said.wire)
        case .misuseMeasure(let said): Self.encode(said.wire)
        case .retract(let retraction): Self.encode(retraction.wire)
        case .unknown(_, let payload): payload
        }
    }

    /// The same, of what every reader will accept: it was decoded again.
    ///
    /// - Throws: `StatementError`, as `decode` would at the reader.
    package func acceptedPayload() throws(StatementError) -> [UInt8] {
        let payload = payload()
        _ = try Self.decode(kind: kind, payload: payload)
        return payload
    }

    /// - Throws: `StatementError`; a payload of an unknown kind is refused only for its length.
    package static func decode(
        kind: EntryKind, payload: UnsafeRawBufferPointer
    ) throws(StatementError) -> Statement {
        let bytesMax = kind.isOpen ? Entry.bodyBytesMax : PayloadBundle.payloadBytesMax
        guard payload.count <= bytesMax else {
            throw .payloadLength(found: payload.count, kind: kind)
        }
        switch kind {
        case .assertIndicator:
            if let assertion = IndicatorAssertion(fast: payload) {
                return .assertIndicator(assertion)
            }
            return .assertIndicator(try .init(wire: message(kind, payload)))
        case .dispute: return .dispute(try .init(wire: message(kind, payload)))
        case .sight: return .sight(try .init(wire: message(kind, payload)))
        case .link: return .link(try .init(wire: message(kind, payload)))
        case .right: return .right(try .init(wire: message(kind, payload)))
        case .registerProduct: return .registerProduct(try .init(wire: message(kind, payload)))
        case .serialSnapshot: return .serialSnapshot(try .init(wire: message(kind, payload)))
        case .stixObject: return .stixObject(try .init(wire: message(kind, payload)))
        case .misuseMeasure: return .misuseMeasure(try .init(wire: message(kind, payload)))
        case .retract: return .retract(try .init(wire: message(kind, payload)))
        default:
            if let said = try ComplaintStatement(kind: kind, payload: payload) {
                return .complaint(said)
            }
            return .unknown(kind, payload: Array(payload))
        }
    }

    /// As `decode(kind:payload:)` of a buffer.
    package static func decode(
        kind: EntryKind, payload: [UInt8]
    ) throws(StatementError) -> Statement {
        let result = payload.withUnsafeBytes { buffer in
            Result { () throws(StatementError) in try decode(kind: kind, payload: buffer) }
        }
        return try result.get()
    }

    static func message<Wire: Message>(
        _ kind: EntryKind, _ payload: UnsafeRawBufferPointer
    ) throws(StatementError) -> Wire {
        do {
            return try Wire(serializedBytes: PayloadBytes(payload))
        } catch {
            throw .payloadMalformed(kind: kind)
        }
    }

    private static func encode(_ message: some Message) -> [UInt8] {
        do {
            return try message.serializedBytes()
        } catch {
            // Encoding fails for a missing required field (proto3 has none) or beyond 2 GiB.
            preconditionFailure("a proto3 message of bounded size encodes: \(error)")
        }
    }
}
