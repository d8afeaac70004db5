import SwiftProtobuf

/// What is said in a complaint's course, by either side.
package enum ComplaintStatement: Hashable, Sendable {
    case complaint(Complaint)
    case decision(ComplaintDecision)
    case counterNotice(CounterNotice)
    case withdrawal(ComplaintWithdrawal)
    case outcome(ComplaintOutcome)
    case evidenceRequest(EvidenceRequest)
    case evidenceSupply(EvidenceSupply)
    case reinstatement(Reinstatement)
    case appeal(ComplaintAppeal)
    case operationHold(OperationHold)
    case clockPause(ClockPause)

    package static let kinds: [EntryKind] = [
        .complaint, .decision, .counterNotice, .withdrawal, .outcome, .evidenceRequest,
        .evidenceSupply, .reinstatement, .appeal, .operationHold, .clockPause,
    ]

    package var kind: EntryKind {
        switch self {
        case .complaint: .complaint
        case .decision: .decision
        case .counterNotice: .counterNotice
        case .withdrawal: .withdrawal
        case .outcome: .outcome
        case .evidenceRequest: .evidenceRequest
        case .evidenceSupply: .evidenceSupply
        case .reinstatement: .reinstatement
        case .appeal: .appeal
        case .operationHold: .operationHold
        case .clockPause: .clockPause
        }
    }

    /// The complaint that it speaks of; nil for a complaint, which is one.
    package var complaint: EntryReference? {
        switch self {
        case .complaint: nil
        case .decision(let said): said.complaint
        case .counterNotice(let said): said.complaint
        case .withdrawal(let said): said.complaint
        case .outcome(let said): said.complaint
        case .evidenceRequest(let said): said.complaint
        case .evidenceSupply(let said): said.complaint
        case .reinstatement(let said): said.complaint
        case .appeal(let said): said.complaint
        case .operationHold(let said): said.complaint
        case .clockPause(let said): said.complaint
        }
    }

    /// Other statements that it follows, whatever the times say.
    package var follows: EntryReference? {
        switch self {
        case .complaint(let said): said.mends
        case .decision(let said): said.answers
        case .outcome(let said): said.order
        case .evidenceSupply(let said): said.request
        case .counterNotice, .withdrawal, .evidenceRequest, .reinstatement, .appeal,
            .operationHold, .clockPause:
            nil
        }
    }

    var wire: any Message {
        switch self {
        case .complaint(let said): said.wire
        case .decision(let said): said.wire
        case .counterNotice(let said): said.wire
        case .withdrawal(let said): said.wire
        case .outcome(let said): said.wire
        case .evidenceRequest(let said): said.wire
        case .evidenceSupply(let said): said.wire
        case .reinstatement(let said): said.wire
        case .appeal(let said): said.wire
        case .operationHold(let said): said.wire
        case .clockPause(let said): said.wire
        }
    }

    /// Nil for a kind that is none of these.
    init?(
        kind: EntryKind, payload: UnsafeRawBufferPointer
    ) throws(StatementError) {
        switch kind {
        case .complaint:
            self = .complaint(try .init(wire: Statement.message(kind, payload)))
        case .decision: self = .decision(try .init(wire: Statement.message(kind, payload)))
        case .counterNotice:
            self = .counterNotice(try .init(wire: Statement.message(kind, payload)))
        case .withdrawal: self = .withdrawal(try .init(wire: Statement.message(kind, payload)))
        case .outcome: self = .outcome(try .init(wire: Statement.message(kind, payload)))
        case .evidenceRequest:
            self = .evidenceRequest(try .init(wire: Statement.message(kind, payload)))
        case .evidenceSupply:
            self = .evidenceSupply(try .init(wire: Statement.message(kind, payload)))
        case .reinstatement:
            self = .reinstatement(try .init(wire: Statement.message(kind, payload)))
        case .appeal: self = .appeal(try .init(wire: Statement.message(kind, payload)))
        case .operationHold:
            self = .operationHold(try .init(wire: Statement.message(kind, payload)))
        case .clockPause: self = .clockPause(try .init(wire: Statement.message(kind, payload)))
        default: return nil
        }
    }
}
