import Statements

/// Why a listing is proposed: one finding, with where it comes from.
package enum ScreeningReason: Equatable, Sendable {
    case mark(MarkFinding)
    case reported(ReportedIdentifier)
    case linked(LinkedReports)
    case image(ReportedLikeness)

    /// What is said of the same thing in several ways counts once whole: see `HarmTable`.
    package enum Kind: Int, CaseIterable, Sendable {
        case report, mark, image, link
    }

    package var kind: Kind {
        switch self {
        case .mark: .mark
        case .reported: .report
        case .linked: .link
        case .image: .image
        }
    }

    /// The line of the table that it counts by.
    package var line: HarmTable.Line {
        switch self {
        case .mark(let finding):
            if finding.isDisguised { return .markDisguised }
            return switch finding.place {
            case .title: .markInTitle
            case .seller, .sellerName, .address: .markInSeller
            case .description: .markInDescription
            }
        case .reported(let report):
            return switch report.indicator.type {
            case .listing, .url: .offerReported
            case .itemSerial: .productReported
            case .sellerAccount, .domain, .socialAccount, .paymentAccount: .sellerReported
            case .email, .phone: .contactReported
            case .postalAddress, .company, .ip, .imageSHA256, .imagePDQ: .traceReported
            }
        case .linked: return .sellerLinked
        case .image(let likeness):
            return switch likeness.distance {
            case ...HarmTable.sameDistanceMax: .imageSame
            case ...HarmTable.nearDistanceMax: .imageNear
            default: .imageFar
            }
        }
    }

    /// Members beyond the first that say so.
    package var furtherMembers: Int {
        switch self {
        case .mark: 0
        case .reported(let report): report.members.count - 1
        case .linked(let linked): linked.members.count - 1
        case .image(let likeness): likeness.report.members.count - 1
        }
    }

    /// Somebody objects, or those who say so are not sure themselves.
    package var isDoubtful: Bool {
        switch self {
        case .mark: false
        case .reported(let report): HarmTable.isDoubtful(report)
        case .linked(let linked): linked.reported.allSatisfy(HarmTable.isDoubtful)
        case .image(let likeness): HarmTable.isDoubtful(likeness.report)
        }
    }
}
