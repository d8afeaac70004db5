/// What an entry says, as a number. Kinds from 0x80 on are open: their body stands in the entry
/// itself, holds no personal data and is never erased. So a node knows the shape of an entry whose
/// kind it does not know, mirrors it, and keeps it.
package struct EntryKind: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible
{
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let assertIndicator = EntryKind(rawValue: 0x01)
    package static let dispute = EntryKind(rawValue: 0x02)
    package static let sight = EntryKind(rawValue: 0x03)
    package static let link = EntryKind(rawValue: 0x04)
    package static let right = EntryKind(rawValue: 0x05)
    package static let authorisedSeller = EntryKind(rawValue: 0x06)
    package static let registerProduct = EntryKind(rawValue: 0x07)
    package static let serialSnapshot = EntryKind(rawValue: 0x08)
    package static let complaint = EntryKind(rawValue: 0x09)
    package static let decision = EntryKind(rawValue: 0x0a)
    package static let counterNotice = EntryKind(rawValue: 0x0b)
    package static let withdrawal = EntryKind(rawValue: 0x0c)
    package static let outcome = EntryKind(rawValue: 0x0d)
    package static let stixObject = EntryKind(rawValue: 0x0e)
    package static let evidenceRequest = EntryKind(rawValue: 0x0f)
    package static let evidenceSupply = EntryKind(rawValue: 0x10)
    package static let reinstatement = EntryKind(rawValue: 0x11)
    package static let appeal = EntryKind(rawValue: 0x12)
    package static let operationHold = EntryKind(rawValue: 0x13)
    package static let clockPause = EntryKind(rawValue: 0x14)
    package static let misuseMeasure = EntryKind(rawValue: 0x15)
    package static let retract = EntryKind(rawValue: 0x80)

    /// The body stands in the entry, in place of a commit to a payload beside it.
    package var isOpen: Bool { rawValue >= 0x80 }

    /// The name in JSON and in messages; `kind-0x7f` for one that is not known here.
    package var description: String {
        switch self {
        case .assertIndicator: "assertIndicator"
        case .dispute: "dispute"
        case .sight: "sight"
        case .link: "link"
        case .right: "right"
        case .authorisedSeller: "authorisedSeller"
        case .registerProduct: "registerProduct"
        case .serialSnapshot: "serialSnapshot"
        case .complaint: "complaint"
        case .decision: "decision"
        case .counterNotice: "counterNotice"
        case .withdrawal: "withdrawal"
        case .outcome: "outcome"
        case .stixObject: "stixObject"
        case .evidenceRequest: "evidenceRequest"
        case .evidenceSupply: "evidenceSupply"
        case .reinstatement: "reinstatement"
        case .appeal: "appeal"
        case .operationHold: "operationHold"
        case .clockPause: "clockPause"
        case .misuseMeasure: "misuseMeasure"
        case .retract: "retract"
        default: "kind-0x" + (rawValue < 16 ? "0" : "") + String(rawValue, radix: 16)
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
