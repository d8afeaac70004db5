import AllianceNames
import MergedView
import Roster
import Statements

/// The field's terms in the words that people use, and figures and times as the console writes them.
struct ConsoleWords {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func kind(_ type: IndicatorType) -> String { context[.term(type)] }

    func status(_ status: IndicatorStatus) -> String {
        let text: PageText =
            switch status {
            case .active: .statusActive
            case .disputed: .statusDisputed
            case .expired: .statusExpired
            case .suspended: .statusSuspended
            case .withdrawn: .statusWithdrawn
            case .outOfScope: .statusOutOfScope
            case .unreported: .statusUnreported
            }
        return context[text]
    }

    /// A sign beside the words carries no meaning of its own: colour and shape only help to find it.
    func badge(_ status: IndicatorStatus) -> HTML {
        "<span class=\"badge \(status.rawValue)\">\(self.status(status))</span>"
    }

    func standing(_ standing: Standing) -> String { context[.term(standing)] }

    func confirmation(_ confirmation: Confirmation) -> String {
        context[confirmation == .witnessed ? .confirmed : .awaiting]
    }

    func basis(_ basis: Basis) -> String { context[.term(basis)] }

    func reason(_ reason: Dispute.Reason) -> String { context[.term(reason)] }

    /// Who may see it, with the marking's own name.
    func audience(_ tlp: TLP) -> HTML {
        "\(audienceText(tlp)) <span class=\"small\">TLP:\(tlp.name.uppercased())</span>"
    }

    func audienceText(_ tlp: TLP) -> String { context[.term(tlp)] }

    /// Low, medium or high, with the figure beside it.
    func confidence(_ figure: Int) -> HTML {
        let band = ConfidenceBand(figure)
        return
            "<span class=\"confidence \(band.rawValue)\">\(context[PageText(band)]) <span class=\"figure\">\(String(figure))</span></span>"
    }

    func members(_ members: [MemberID]) -> HTML {
        let names = members.prefix(Self.namesMax).map { ShownValue(context).text(context.name($0)) }
        let more = members.count - names.count
        let rest: HTML = more > 0 ? " <span class=\"small\">+\(String(more))</span>" : ""
        return "\(HTML.joined(names, by: ", "))\(rest)"
    }

    /// Names in one cell.
    static let namesMax = 4

    // MARK: Figures and times

    /// `1,234,567`.
    static func grouped(_ figure: some BinaryInteger) -> String {
        let digits = Array("\(figure)")
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// - Parameter time: milliseconds since 1970.
    static func day(_ time: UInt64) -> HTML {
        let text = UTCTimestamp(millisecondsSince1970: time).description
        return "<time datetime=\"\(text)\">\(String(text.prefix(10)))</time>"
    }

    /// The day alone, for files.
    static func dayText(_ time: UInt64) -> String {
        String(UTCTimestamp(millisecondsSince1970: time).description.prefix(10))
    }

    /// To the minute, in UTC.
    static func minute(_ time: UInt64) -> HTML {
        let text = UTCTimestamp(millisecondsSince1970: time).description
        return
            "<time datetime=\"\(text)\">\(String(text.prefix(16)).replacing("T", with: " "))</time>"
    }
}
