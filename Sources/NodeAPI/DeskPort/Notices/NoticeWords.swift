import ImageRecognition
import MergedView
import Notices
import SignIn
import Statements

/// Notices in people's words.
struct NoticeWords {
    let language: DeskLanguage

    init(_ language: DeskLanguage) { self.language = language }

    func verb(_ kind: EntryKind) -> String {
        let text: PageText =
            switch kind {
            case .assertIndicator: .saysReport
            case .dispute: .saysObjection
            case .sight: .saysSeen
            case .link: .saysLink
            case .retract: .saysWithdrawal
            case .right: .saysRight
            case .registerProduct: .saysProduct
            case .complaint: .saysComplaint
            case .decision: .saysDecision
            case .counterNotice: .saysCounterNotice
            case .withdrawal: .saysEnds
            case .evidenceRequest: .saysAsks
            case .evidenceSupply: .saysBrings
            case .reinstatement: .saysReinstatement
            case .appeal: .saysAppeal
            case .misuseMeasure: .saysMeasure
            default: .saysOther
            }
        return text(language)
    }

    func clock(_ kind: NoticeClock.Kind) -> String {
        let text: PageText =
            switch kind {
            case .certificate: .clockCertificate
            case .register: .clockRegister
            case .peerSilent: .clockPeer
            case .secondLook: .clockDraft
            case .caseTask: .clockTask
            case .inquiry: .clockInquiry
            case .memberContact: .clockContact
            case .rightEnds: .clockRight
            case .complaintDeadline: .clockComplaint
            }
        return text(language)
    }

    func pace(_ pace: DeliverySettings.Pace) -> String {
        let text: PageText =
            switch pace {
            case .off: .paceOff
            case .immediately: .paceNow
            case .hourly: .paceHourly
            case .daily: .paceDaily
            }
        return text(language)
    }
}

extension ConsoleContext {
    /// A topic as a page shows it.
    func shown(_ topic: Topic) -> HTML {
        let value = ShownValue(self)
        switch topic {
        case .identifier(let indicator, let withLinked):
            let more: HTML = withLinked ? " · \(self[.topicLinked])" : ""
            return
                "\(value.link(indicator)) · \(ConsoleWords(self).kind(indicator.type))\(more)"
        case .image(let hash):
            let shown: HTML = "<code>\(hash.description)</code>"
            let linked: HTML =
                looksForImages
                ? "<a href=\"\(ConsoleRoutes.imagePath)?pdq=\(hash.description)\">\(shown)</a>"
                : shown
            return "\(self[.topicImage]): \(linked)"
        case .mark(let name): return "\(self[.topicMark]): \(value.text(name))"
        case .ownMarks: return "\(self[.topicOwnMarks])"
        case .complaints: return "\(self[.navComplaints])"
        case .marketplace(let id): return "\(self[.headMarketplace]): \(value.text(id.rawValue))"
        case .member(let id): return "\(self[.headMember]): \(value.text(name(id)))"
        case .clock(let clock):
            return
                "\(NoticeWords(language).clock(clock.kind)) · \(String(clock.hours)) \(self[.topicHoursUnit])"
        }
    }
}
