import AllianceNames
import Complaints
import Statements

/// What may be said now, by the side that this desk is on: a form for each, folded.
struct ComplaintActions {
    private let context: ConsoleContext
    private let state: CaseState
    private let complaints: any DeskComplaints
    private let words: ComplaintWords
    private let fields: ComplaintFields
    private let now: UInt64
    /// What is not said, by the name of its form, and why.
    private let refused: RefusedForm?

    static let linking = "link"

    /// A form, by the last part of its path.
    typealias Form = (name: String, html: HTML)

    init(
        _ context: ConsoleContext, _ state: CaseState, _ complaints: any DeskComplaints,
        _ words: ComplaintWords, now: UInt64, _ refused: RefusedForm? = nil
    ) {
        self.refused = refused
        self.context = context
        self.state = state
        self.complaints = complaints
        self.words = words
        fields = ComplaintFields(words)
        self.now = now
    }

    var html: HTML {
        let (mending, forms) = (mending, forms)
        guard !forms.isEmpty || mending != nil else { return "" }
        return
            "<section id=\"actions\"><h2>\(words[.actionsHeading])</h2>\(mending ?? "")\(HTML.joined(forms.map(\.html)))</section>"
    }

    /// Those that are offered now.
    var forms: [Form] {
        guard context.maySpeak else { return [] }
        return (complaints.isPlatform ? platform : []) + (isOurs ? complainant : [])
    }

    /// The way to file again what was sent back.
    private var mending: HTML? {
        guard context.maySpeak, isOurs, state.listings.contains(where: { $0.stage == .returned })
        else { return nil }
        return
            "<p><a href=\"\(ComplaintLink.href(state.id, at: ConsoleRoutes.newComplaintPath))\">\(words[.mendHeading])</a></p>"
    }

    private func typed(_ said: SaidForm, _ field: String) -> String? {
        refused?.typed(field, in: said.rawValue)
    }

    /// Whether this desk's member signed the complaint.
    private var isOurs: Bool {
        switch state.complainant {
        case .member(let member): context.person?.member == member
        case .hosted(_, let member), .screening(let member): context.person?.member == member
        }
    }

    private func stands(_ transition: Transition) -> Bool {
        state.listings.contains { transition.from.contains($0.stage) }
    }

    // MARK: The complainant's part

    private var complainant: [Form] {
        var forms: [Form] = []
        let open = openRequests
        if !open.isEmpty {
            let options = open.map { request in
                fields.option(
                    request.entry.description,
                    "\(words[.stepRequest]) · \(request.entry.origin.member.rawValue) #\(request.entry.index)",
                    request.entry.description == typed(.supply, "answers"))
            }
            forms.append(
                form(
                    .supply, .actionSupply,
                    """
                    \(fields.select("supply-answers", name: "answers", .answersWhat, options))
                    \(text(.supply, .headText))\(EvidenceInputs(fields).html())
                    """))
        }
        if stands(.appeal) {
            // One set of inputs for files on a page: their names are those of its labels.
            let files: HTML = open.isEmpty ? EvidenceInputs(fields).html() : ""
            forms.append(
                form(
                    .appeal, .actionAppeal,
                    "\(listings(.appeal))\(text(.appeal, .headWhy, isNeeded: true))\(files)"))
        }
        if stands(.withdraw) {
            forms.append(
                form(
                    .withdraw, .actionWithdraw,
                    "\(listings(.withdraw))\(text(.withdraw, .headText))"))
        }
        if !complaints.isPlatform, stands(.hold) { forms.append(hold) }
        return forms
    }

    private var openRequests: [ListingState.RequestedEvidence] {
        var seen: Set<EntryReference> = []
        return state.listings.flatMap(\.requests).filter {
            $0.supply == nil && seen.insert($0.entry).inserted
        }
    }

    // MARK: The platform's part

    private var platform: [Form] {
        var forms: [Form] = []
        if stands(.requestEvidence) {
            let roles = EvidenceFile.Role.allCases.map { role in
                fields.box(
                    "needs-\(role.name)", "yes", "\(words[.init(role)])",
                    isTicked: typed(.request, "needs-\(role.name)") == "yes")
            }
            forms.append(
                form(
                    .request, .actionRequest,
                    """
                    \(listings(.request))
                    <fieldset class="facet"><legend>\(words[.headFiles])</legend>\(HTML.joined(roles))</fieldset>
                    \(text(.request, .headWhat, isNeeded: true))\(hours(.request, "72"))
                    """))
        }
        if stands(.reinstate) {
            let reasons = Reinstatement.Reason.allCases.map {
                fields.option(
                    $0.name, words[.init($0)], $0.name == typed(.reinstate, "reason"))
            }
            forms.append(
                form(
                    .reinstate, .actionReinstate,
                    "\(listings(.reinstate))\(fields.select("reinstate-reason", name: "reason", .headReason, reasons))\(text(.reinstate, .headText))"
                ))
        }
        if stands(.hold) { forms.append(hold) }
        if stands(.pause) {
            let reasons = ClockPause.Reason.allCases.map {
                fields.option($0.name, words[.init($0)], $0.name == typed(.pause, "reason"))
            }
            forms.append(
                form(
                    .pause, .actionPause,
                    "\(fields.select("pause-reason", name: "reason", .headReason, reasons))\(hours(.pause, "24"))\(text(.pause, .headText))"
                ))
        }
        forms.append(outcome)
        if state.listings.contains(where: { $0.stage == .takenDown }) { forms.append(link) }
        return forms
    }

    private var hold: Form {
        form(
            .hold, .actionHold,
            "\(listings(.hold))\(hours(.hold, "48"))\(text(.hold, .headText))")
    }

    private var outcome: Form {
        func typed(_ field: String) -> String { self.typed(.outcome, field) ?? "" }
        let kinds = SaidForm.recorded.map {
            fields.option($0.name, words[.init($0)], $0.name == typed("kind"))
        }
        return form(
            .outcome, .actionOutcome,
            """
            \(listings(.outcome))\(fields.select("outcome-kind", name: "kind", .headWhat, kinds))
            \(fields.input("outcome-items", name: "items", .items, typed("items"), more: "inputmode=\"numeric\" maxlength=\"10\""))
            \(fields.input("outcome-value", name: "value", .value, typed("value"), more: "inputmode=\"decimal\" maxlength=\"15\"", hint: .valueHint))
            \(fields.input("outcome-currency", name: "currency", .currency, typed("currency"), more: "maxlength=\"3\""))
            \(fields.input("outcome-reference", name: "reference", .reference, typed("reference"), more: "maxlength=\"512\""))
            \(text(.outcome, .headText))
            """)
    }

    private var link: Form {
        let typed = refused?.typed("listings", in: Self.linking) ?? ""
        let html: HTML = """
            <details\(isOpen(Self.linking))><summary>\(words[.actionLink])</summary>
            <form class="add" action="\(ConsoleRoutes.sellerLinkPath)" method="post" enctype="multipart/form-data">\(context.tokenField)\(ComplaintLink.fields(state.id))
            \(fields.input("link-listings", name: "listings", .headListings, typed, more: "maxlength=\"2048\"", hint: .placesHint))
            <p class="small">\(words[.linkNote])</p>
            <button class="after" type="submit">\(words[.actionLink])</button></form></details>

            """
        return (Self.linking, html)
    }

    private func isOpen(_ form: String) -> HTML { refused?.isOf(form) == true ? " open" : "" }

    // MARK: Parts of forms

    private func form(_ said: SaidForm, _ label: ComplaintText, _ content: HTML) -> Form {
        let html: HTML = """
            <details\(isOpen(said.rawValue))><summary>\(words[label])</summary>
            <form class="add" action="\(said.path)" method="post" enctype="multipart/form-data">\(context.tokenField)\(ComplaintLink.fields(state.id))
            \(content)
            <button class="after" type="submit">\(words[label])</button></form></details>

            """
        return (said.rawValue, html)
    }

    private func listings(_ said: SaidForm) -> HTML {
        fields.input(
            "\(said.rawValue)-listings", name: "listings", .headListings,
            typed(said, "listings") ?? "", more: "maxlength=\"2048\"", hint: .placesHint)
    }

    private func text(
        _ said: SaidForm, _ label: ComplaintText, isNeeded: Bool = false
    ) -> HTML {
        fields.area(
            "\(said.rawValue)-text", name: "text", label, typed(said, "text") ?? "", rows: 3,
            more: isNeeded ? "maxlength=\"4096\" required" : "maxlength=\"4096\"")
    }

    private func hours(_ said: SaidForm, _ usual: String) -> HTML {
        fields.input(
            "\(said.rawValue)-hours", name: "hours", .hours, typed(said, "hours") ?? usual,
            more: "inputmode=\"numeric\" maxlength=\"4\" required", hint: .hoursHint)
    }
}
