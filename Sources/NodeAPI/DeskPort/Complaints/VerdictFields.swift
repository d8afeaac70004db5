import Complaints
import Statements

/// The verdict on a group of listings: what, how far, why. The first group of a page has keys of its own, so that a
/// queue is worked through without a mouse.
struct VerdictFields {
    private let words: ComplaintWords
    private let fields: ComplaintFields
    private let number: Int
    private let kind: ReviewQuery.Kind
    private let typed: (String) -> String?

    /// - Parameter typed: what was typed into a field, where the form was refused.
    init(
        _ words: ComplaintWords, number: Int, of kind: ReviewQuery.Kind,
        typed: @escaping (String) -> String? = { _ in nil }
    ) {
        self.typed = typed
        self.words = words
        fields = ComplaintFields(words)
        self.number = number
        self.kind = kind
    }

    private var isObjection: Bool { kind == .objection }

    var html: HTML {
        """
        <fieldset class="facet"><legend>\(words[.verdict])</legend>\(verdicts)
        \(fields.select(id("scope"), name: "scope", .scope, scopes))</fieldset>
        <fieldset class="facet"><legend>\(words[.headReason])</legend>
        \(reasons(.verdictTakeDown, DecisionReason.fitting(.takeDown)))
        \(reasons(.verdictRefuse, against))
        \(checks)</fieldset>
        \(fields.area(id("explanation"), name: "explanation", .explanationForBoth, typed("explanation") ?? "", rows: 2, more: "\(key("e"))maxlength=\"4096\""))
        <button class="after" type="submit"\(key("s"))>\(words[.decideButton])</button>
        """
    }

    /// Each reason has one box.
    private var against: [DecisionReason] {
        let taken = DecisionReason.fitting(.takeDown)
        return DecisionReason.fitting(.refuse).filter { !taken.contains($0) }
    }

    private func id(_ name: String) -> String { "g\(number)-\(name)" }

    private func key(_ letter: HTML) -> HTML {
        number == 0 ? " accesskey=\"\(letter)\" " : " "
    }

    private var verdicts: HTML {
        let offered: [(ComplaintDecision.Verdict, ComplaintText, HTML)] =
            switch kind {
            // What was decided goes one way or the other, and is not sent back.
            case .objection, .sample:
                [(.takeDown, .objectionDown, "t"), (.refuse, .objectionUp, "r")]
            case .decision:
                [
                    (.takeDown, .verdictTakeDown, "t"), (.refuse, .verdictRefuse, "r"),
                    (.return, .verdictReturn, "b"),
                ]
            }
        return HTML.joined(
            offered.map { verdict, label, letter -> HTML in
                return fields.choice(
                    id("verdict-\(verdict.name)"), name: "verdict", verdict.name,
                    "\(words[label])\(shown(letter))", isChosen: typed("verdict") == verdict.name,
                    more: "\(key(letter))required")
            })
    }

    /// Which key it has, for those who see it.
    private func shown(_ letter: HTML) -> HTML {
        number == 0 ? " <kbd>\(letter)</kbd>" : ""
    }

    private var scopes: [HTML] {
        let chosen = typed("scope") ?? ComplaintDecision.Scope.listing.name
        return ComplaintDecision.Scope.allCases.map {
            fields.option($0.name, words[.init($0)], $0.name == chosen)
        }
    }

    private func reasons(_ heading: ComplaintText, _ reasons: [DecisionReason]) -> HTML {
        let offered = reasons.filter { reason in
            isObjection || (reason != .objectionFounded && reason != .objectionUnfounded)
        }
        let boxes = offered.map { reason in
            fields.box(
                id("r-\(reason.rawValue)"), name: "r-\(reason.rawValue)", "yes",
                "\(words[.init(reason)])", isTicked: typed("r-\(reason.rawValue)") == "yes")
        }
        return "<div class=\"reasons\"><h3>\(words[heading])</h3>\(HTML.joined(boxes))</div>"
    }

    /// What a complaint is sent back for; an objection is not, nor what was decided already.
    private var checks: HTML {
        guard kind == .decision else { return "" }
        let boxes = FilingCheck.allCases.map { check in
            fields.box(
                id("r-\(check.rawValue)"), name: "r-\(check.rawValue)", "yes",
                "\(words[.init(check)])", isTicked: typed("r-\(check.rawValue)") == "yes")
        }
        return
            "<details class=\"reasons\"><summary>\(words[.verdictReturn])</summary>\(HTML.joined(boxes))</details>"
    }
}
