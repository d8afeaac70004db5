import AllianceNames
import Complaints
import Statements

/// The form of a complaint, and all that is wrong with one that was looked at.
struct ComplaintFormPage {
    let context: ConsoleContext
    private let channels: [ChannelID]
    private let rights: [Right]
    private let words: ComplaintWords
    private let fields: ComplaintFields

    /// What the fields hold.
    struct Filled {
        var channel: ChannelID?
        var right = ""
        var ground = Complaint.Ground.counterfeitFeatures
        var listings = ""
        var evidence: [EvidenceFile] = []
        var items = ""
        var declaredBy = ""
        var explanation = ""
        var onBehalfOf = ""
        var mends: EntryReference?

        init() {}

        init(_ form: ComplaintForm, evidence: [EvidenceFile]) {
            channel = form.channel
            right = form.rightKey
            ground = form.ground
            listings = form.pasted
            self.evidence = evidence
            items = form.boughtText
            declaredBy = form.declaredBy
            explanation = form.explanation
            onBehalfOf = form.onBehalfOf
            mends = form.mends
        }

        /// As it was typed; of files those that came with the form before.
        init(_ fields: MultipartFields) {
            channel = fields.text("channel").flatMap { try? ChannelID(parsing: $0) }
            right = fields.text("right") ?? ""
            ground = Complaint.Ground(name: fields.text("ground") ?? "") ?? ground
            listings = fields.text("listings") ?? ""
            evidence = (try? EvidenceField(fields))?.kept ?? []
            items = fields.text("items") ?? ""
            declaredBy = fields.text("declaredby") ?? ""
            explanation = fields.text("explanation") ?? ""
            onBehalfOf = fields.text("onbehalfof") ?? ""
            mends = fields.text("mends").flatMap { ComplaintLink.reference(shown: $0) }
        }

        /// A complaint that was sent back, for those of its listings that can be filed again.
        init(mending state: CaseState) {
            let said = state.complaint
            channel = state.id.origin.channel
            right = said.right.key
            ground = said.ground
            let again = state.listings.filter { $0.stage == .returned }
            listings = ListedTargets.text(again.map(\.listing))
            evidence = state.evidence
            items = ListedItemLines.text(
                said.items.filter { item in again.contains { $0.place == item.listing } },
                of: said.listings)
            explanation = said.explanation
            onBehalfOf = said.onBehalfOf ?? ""
            mends = state.id
        }
    }

    init(_ context: ConsoleContext, channels: [ChannelID], rights: [Right]) {
        self.context = context
        self.channels = channels
        self.rights = rights
        words = ComplaintWords(context.language)
        fields = ComplaintFields(words)
    }

    func empty(_ filled: Filled = Filled()) -> DeskAnswer { page(filled, "") }

    static let filing = "complaint"

    /// With what was typed, and why it is not looked at.
    func refused(_ refused: RefusedForm, _ fields: MultipartFields) -> DeskAnswer {
        page(Filled(fields), refused.notice(context), status: refused.status)
    }

    /// What was found when it was looked at.
    func checked(
        _ form: ComplaintForm, evidence: [EvidenceFile], _ failures: [FilingFailure],
        missing: [ComplaintText]
    ) -> DeskAnswer {
        let isFine = failures.isEmpty && missing.isEmpty && form.isReadable
        let status = isFine || !form.isToBeFiled ? 200 : 422
        return page(
            Filled(form, evidence: evidence), found(form, failures, missing, isFine), status: status
        )
    }

    private func page(_ filled: Filled, _ found: HTML, status: Int = 200) -> DeskAnswer {
        let content: HTML =
            channels.isEmpty
            ? "<p>\(words[.newNoChannel])</p>" : rights.isEmpty ? noRights : form(filled)
        let title = words[filled.mends == nil ? .newHeading : .mendHeading]
        return ConsoleLayout(context).page(
            title, at: .complaints, status: status,
            """
            <h1>\(title)</h1>
            <p class="lead">\(words[.newLead])</p>
            \(found)
            \(content)
            \(needs)
            """)
    }

    private var noRights: HTML {
        "<p>\(words[.newNoRight]) <a href=\"\(ConsoleRoutes.rightsPath)\">\(context[.navRights])</a></p>"
    }

    // MARK: What is wrong

    private func found(
        _ form: ComplaintForm, _ failures: [FilingFailure], _ missing: [ComplaintText],
        _ isFine: Bool
    ) -> HTML {
        guard !isFine else {
            return
                "<section class=\"notice fine\" role=\"status\"><h2>\(words[.checkFine])</h2><p>\(words[.checkFineNext])</p></section>"
        }
        var items = missing.map { text -> HTML in "<li>\(words[text])</li>" }
        if form.listed.isTooMany {
            items.append("<li>\(words[.checkTooMany]) \(String(Complaint.listingsMax))</li>")
        }
        items += (form.listed.refused + form.bought.refused).map(words.unread)
        items += failures.map { failure(form, $0) }
        return """
            <section class="notice care" role="alert"><h2>\(words[.checkFound])</h2>
            <ul>\(HTML.joined(items))</ul></section>
            """
    }

    /// What is wrong, with what mends it, and the listings that it is about.
    private func failure(_ form: ComplaintForm, _ failure: FilingFailure) -> HTML {
        let which = failure.places.compactMap { place -> HTML? in
            guard form.listed.listings.indices.contains(place) else { return nil }
            return
                "<li>\(ComplaintWords.shown(form.listed.listings[place].readableValue, max: 96))</li>"
        }
        let listings: HTML =
            which.isEmpty
            ? ""
            : "<details\(which.count <= Self.openMax ? " open" : "")><summary>\(words[.headListings]): \(String(which.count))</summary><ul class=\"names\">\(HTML.joined(which))</ul></details>"
        return words.failed(failure, listings: listings)
    }

    private static let openMax = 12

    // MARK: The form

    private func form(_ filled: Filled) -> HTML {
        let places = channels.map {
            fields.option($0.rawValue, $0.rawValue, $0 == filled.channel)
        }
        let stated = rights.map { right in
            fields.option(
                right.key,
                "\(ShownValue.plain(right.title, max: 60)) · \(MarkText(right.kind)(context.language)) · \(ShownValue.plain(right.key, max: 60))",
                right.key == filled.right)
        }
        let grounds = Complaint.Ground.allCases.map {
            fields.option($0.name, words[.init($0)], $0 == filled.ground)
        }
        let mends: HTML =
            filled.mends.map {
                "<input type=\"hidden\" name=\"mends\" value=\"\($0.description)\">"
            } ?? ""
        return """
            <form class="add" action="\(ConsoleRoutes.newComplaintPath)" method="post" enctype="multipart/form-data">\(context.tokenField)\(mends)
            \(fields.select("channel", .headChannel, places))
            \(fields.select("right", .headRight, stated))
            \(fields.select("ground", .headGround, grounds, hint: .groundHint))
            \(listings(filled))
            \(EvidenceInputs(fields).html(kept: filled.evidence))
            \(fields.area("items", .listedItems, filled.items, rows: 3, more: "autocapitalize=\"none\" spellcheck=\"false\"", hint: .listedItemsHint))
            \(fields.area("explanation", .explanation, filled.explanation, rows: 4, more: "maxlength=\"4096\""))
            \(fields.input("onbehalfof", .onBehalfOf, filled.onBehalfOf, more: "maxlength=\"512\"", hint: .onBehalfOfHint))
            <fieldset class="facet"><legend>\(words[.goodFaith])</legend>
            \(fields.box("goodfaith", "yes", "\(words[.declaration])"))
            \(fields.input("declaredby", .declaredBy, filled.declaredBy, more: "maxlength=\"512\""))</fieldset>
            <p class="steps"><button type="submit" name="do" value="check" accesskey="c">\(words[.checkButton])</button>
            <button type="submit" name="do" value="file" accesskey="f">\(words[.fileButton])</button></p>
            <p class="small">\(words[.fileNote])</p></form>
            """
    }

    private func listings(_ filled: Filled) -> HTML {
        """
        \(fields.area("listings", .headListings, filled.listings, rows: 10, more: "autocapitalize=\"none\"", hint: .listingsHint))
        <div class="map"><label for="list">\(words[.listingsFile])</label>
        <input id="list" name="list" type="file" accept=".txt,.csv,text/plain,text/csv"><span></span></div>

        """
    }

    /// What each ground needs, as a table.
    private var needs: HTML {
        var table = DataTable(
            "\(words[.needsCaption])",
            [words[.headGround], words[.headRight], words[.headFiles], words[.needsMark]])
        for ground in Complaint.Ground.allCases {
            let needed = GroundRequirement.of(ground)
            let files = needed.evidence.map { roles in
                roles.map { words[.init($0)] }.joined(separator: " \(words[.or]) ")
            }
            table.append([
                "\(words[.init(ground)])",
                "\(needed.rights.map { MarkText($0)(context.language) }.joined(separator: ", "))",
                "\(files.isEmpty ? "–" : files.joined(separator: "; "))",
                "\(context[needed.needsMark ? .yes : .no])",
            ])
        }
        return
            "<section><h2>\(words[.needsHeading])</h2><div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(words[.needsCaption])\">\(table.html)</div></section>"
    }
}

extension MarkText {
    init(_ kind: Right.Kind) {
        self =
            switch kind {
            case .trademark: .trademark
            case .design: .design
            case .copyright: .copyright
            case .patent: .patent
            }
    }
}
