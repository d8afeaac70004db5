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

    init(
        _ context: ConsoleContext, _ state: CaseState, _ complaints: any DeskComplaints,
        _ words: ComplaintWords, now: UInt64
    ) {
        self.context = context
        self.state = state
        self.complaints = complaints
        self.words = words
        fields = ComplaintFields(words)
        self.now = now
    }

    var html: HTML {
        guard context.maySpeak else { return "" }
        var forms: [HTML] = complaints.isPlatform ? platform : []
        if isOurs { forms += complainant }
        guard !forms.isEmpty else { return "" }
        return
            "<section id=\"actions\"><h2>\(words[.actionsHeading])</h2>\(HTML.joined(forms))</section>"
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

    private var complainant: [HTML] {
        var forms: [HTML] = []
        if state.listings.contains(where: { $0.stage == .returned }) {
            forms.append(
                "<p><a href=\"\(ComplaintLink.href(state.id, at: ConsoleRoutes.newComplaintPath))\">\(words[.mendHeading])</a></p>"
            )
        }
        let open = openRequests
        if !open.isEmpty {
            let options = open.map { request in
                fields.option(
                    request.entry.description,
                    "\(words[.stepRequest]) · \(request.entry.origin.member.rawValue) #\(request.entry.index)"
                )
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

    private var platform: [HTML] {
        var forms: [HTML] = []
        if stands(.requestEvidence) {
            let roles = EvidenceFile.Role.allCases.map { role in
                fields.box(
                    "needs-\(role.name)", "yes", "\(words[.init(role)])")
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
                fields.option($0.name, words[.init($0)])
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
                fields.option($0.name, words[.init($0)])
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

    private var hold: HTML {
        form(
            .hold, .actionHold,
            "\(listings(.hold))\(hours(.hold, "48"))\(text(.hold, .headText))")
    }

    private var outcome: HTML {
        let kinds = SaidForm.recorded.map { fields.option($0.name, words[.init($0)]) }
        return form(
            .outcome, .actionOutcome,
            """
            \(listings(.outcome))\(fields.select("outcome-kind", name: "kind", .headWhat, kinds))
            \(fields.input("outcome-items", name: "items", .items, more: "inputmode=\"numeric\" maxlength=\"10\""))
            \(fields.input("outcome-value", name: "value", .value, more: "inputmode=\"decimal\" maxlength=\"15\"", hint: .valueHint))
            \(fields.input("outcome-currency", name: "currency", .currency, more: "maxlength=\"3\""))
            \(fields.input("outcome-reference", name: "reference", .reference, more: "maxlength=\"512\""))
            \(text(.outcome, .headText))
            """)
    }

    private var link: HTML {
        """
        <details><summary>\(words[.actionLink])</summary>
        <form class="add" action="\(ConsoleRoutes.sellerLinkPath)" method="post" enctype="multipart/form-data">\(context.tokenField)\(ComplaintLink.fields(state.id))
        \(fields.input("link-listings", name: "listings", .headListings, more: "maxlength=\"2048\"", hint: .placesHint))
        <p class="small">\(words[.linkNote])</p>
        <button class="after" type="submit">\(words[.actionLink])</button></form></details>

        """
    }

    // MARK: Parts of forms

    private func form(_ said: SaidForm, _ label: ComplaintText, _ content: HTML) -> HTML {
        """
        <details><summary>\(words[label])</summary>
        <form class="add" action="\(said.path)" method="post" enctype="multipart/form-data">\(context.tokenField)\(ComplaintLink.fields(state.id))
        \(content)
        <button class="after" type="submit">\(words[label])</button></form></details>

        """
    }

    private func listings(_ said: SaidForm) -> HTML {
        fields.input(
            "\(said.rawValue)-listings", name: "listings", .headListings,
            more: "maxlength=\"2048\"", hint: .placesHint)
    }

    private func text(
        _ said: SaidForm, _ label: ComplaintText, isNeeded: Bool = false
    ) -> HTML {
        fields.area(
            "\(said.rawValue)-text", name: "text", label, rows: 3,
            more: isNeeded ? "maxlength=\"4096\" required" : "maxlength=\"4096\"")
    }

    private func hours(_ said: SaidForm, _ usual: String) -> HTML {
        fields.input(
            "\(said.rawValue)-hours", name: "hours", .hours, usual,
            more: "inputmode=\"numeric\" maxlength=\"4\" required", hint: .hoursHint)
    }
}
