import AllianceNames
import AuditTrail
import CRDT
import GS1
import MergedView
import Notices
import Peering
import ProductAuthentication
import Statements
import TransparencyLog

extension ConsoleRoutes {
    func search(_ request: DeskRequest, _ context: ConsoleContext) async throws -> DeskAnswer {
        let form = try SearchForm(request.target)
        guard form.asksSomething else { return try await searchesShown(form, request, context) }
        return try await found(form, request, context)
    }

    /// What one has kept, before anything is asked.
    ///
    /// - Parameter refused: a name that is not given, and why.
    func searchesShown(
        _ form: SearchForm, _ request: DeskRequest, _ context: ConsoleContext,
        _ refused: RefusedForm? = nil
    ) async throws -> DeskAnswer {
        let listed = try await listed(request, context.reading)
        let context = refused == nil ? context : context.at(SearchForm.path)
        return SearchResultsPage(context, form, refused).empty(listed)
            .noted(Self.shown(refused, results: listed.count))
    }

    /// - Parameter refused: a search that is not kept, and why.
    func found(
        _ form: SearchForm, _ request: DeskRequest, _ context: ConsoleContext,
        _ refused: RefusedForm? = nil
    ) async throws -> DeskAnswer {
        let found = try await context.reading.search(form.query)
        let facets = try await context.reading.facets(of: form.query)
        let context = refused == nil ? context : context.at(form.href(after: nil))
        var note = AuditNote(
            .search, Self.details(of: form, request), results: found.hits.count)
        note.details[.refused] = refused?.problem.keyword
        return SearchResultsPage(context, form, refused).answer(found, facets).noted(note)
    }

    func identifier(
        _ request: DeskRequest, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        let indicator = try IdentifierLink.indicator(request.target)
        let said = try request.target.parameter("said").flatMap(SayingForm.init(rawValue:))
        return try await identifierPage(of: indicator, request, context, said: said)
    }

    /// - Parameters:
    ///   - refused: what is not said of it, and why.
    ///   - said: what was signed of it just now.
    func identifierPage(
        of indicator: Indicator, _ request: DeskRequest, _ context: ConsoleContext,
        refused: RefusedForm? = nil, said: SayingForm? = nil
    ) async throws -> DeskAnswer {
        let record = try await context.reading.record(of: indicator)
        let mayReport = signing != nil && context.mayReport
        let saying = (mayReport ? casework?.drafts : nil).map {
            SayingForms(context, of: own, $0.audiences(), refused, said: said)
        }
        return IdentifierPage(
            context,
            followed: try await followed(.identifier(indicator, withLinked: true), by: request),
            saying: saying
        ).answer(record).noted(
            Self.shown(
                refused, Self.details(of: indicator),
                results: record.state.reports.count + record.state.objections.count))
    }

    /// The subscription by which whoever asks is told of it already; nil where there is none.
    func followed(
        _ topic: Topic, by request: DeskRequest
    ) async throws -> Subscription? {
        guard let notices, let subscriber = request.caller.subscriber(at: own) else { return nil }
        return try await notices.account(of: subscriber).subscriptions
            .first { $0.topic.isOfSame(as: topic) }
    }

    func linked(_ request: DeskRequest, _ context: ConsoleContext) async throws -> DeskAnswer {
        let text = try request.target.parameter("after")
        let after = text.flatMap(LinkedSellersList.cursor)
        guard after != nil || text == nil else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "'after' is where no page begins.")
        }
        let list = try await context.reading.linkedSellers(
            after: after, limit: LinkedSellersList.groupsMax)
        return LinkedSellersPage(context).answer(list, isFirst: after == nil)
            .noted(AuditNote(.view, results: list.groups.count))
    }

    func evidence(
        _ request: DeskRequest, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        try await proof(
            of: EvidenceLink.dot(request.target), request, context.reading,
            route: "GET /console/evidence")
    }

    /// As a file, where the caller may take it away.
    func proof(
        of dot: StatementDot, _ request: DeskRequest, _ reading: any ConsoleReading,
        route: String
    ) async throws -> DeskAnswer {
        guard let proof = try await reading.proof(of: dot) else {
            throw PeerProblem(
                status: 404, keyword: "no-proof",
                detail: "No signed checkpoint held here covers that entry.")
        }
        let note = try await admit(
            AuditNote(
                .downloadProof, [.log: proof.origin, .entry: String(proof.index)], rows: 1),
            request, route: route)
        let name = proof.origin.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return DeskAnswer(
            mediaType: "text/plain; charset=utf-8", body: Array(proof.text.utf8)
        )
        .adding(
            "content-disposition",
            "attachment; filename=\"\(String(name))-\(proof.index).tlog-proof\""
        )
        .noted(note)
    }

    func check(_ request: DeskRequest, _ context: ConsoleContext) async throws -> DeskAnswer {
        let fields = try MultipartFields(request)
        let page = CheckListPage(context)
        let list: CheckedList
        switch try await self.list(of: fields, page) {
        case .read(let read): list = read
        case .refused(let answer): return answer
        }
        let known = try await context.reading.known(list.lookups)
        let marks = try await context.reading.marks(in: list.texts)
        let found = CheckedList.Findings(list, known, marks: marks)
        return page.answer(list, found).noted(Self.note(of: list, found))
    }

    enum ListOutcome {
        case read(CheckedList)
        /// With the page that says why.
        case refused(DeskAnswer)
    }

    func list(of fields: MultipartFields, _ page: CheckListPage) async throws -> ListOutcome {
        do {
            guard let sent = try await SentSpreadsheet(fields, by: workbooks) else {
                throw CheckedListError.nothing
            }
            guard let read = sent.read else { throw CheckedListError.notText }
            return .read(try CheckedList(read, fields))
        } catch let problem as PeerProblem {
            return .refused(page.refused(problem, fields))
        } catch let error as CheckedListError {
            return .refused(page.refused(error, fields))
        }
    }

    /// The list itself is nobody's business but its owner's: its digest tells later whether a list that somebody
    /// shows is the one.
    static func note(of list: CheckedList, _ found: CheckedList.Findings) -> AuditNote {
        let values = list.values.map(\.text).joined(separator: "\n")
        return AuditNote(
            .checkList,
            [
                .values: String(list.values.count),
                .sha256: Digest.sha256(Array(values.utf8)).hex,
            ], results: found.knownValues)
    }

    /// A scanner's separators cannot stand in an address, so its text is written with brackets there.
    func scanned(_ request: DeskRequest) throws -> DeskAnswer {
        Self.redirect(request, toProduct: try MultipartFields(request).text("code") ?? "")
    }

    static func redirect(_ request: DeskRequest, toProduct code: String) -> DeskAnswer {
        let written = (try? ProductCode.item(code, serial: nil))?.elementString ?? code
        // What cannot be read stays so: without what stood between them two values would be one number.
        let visible = String(
            written.unicodeScalars.prefix(ItemIdentifiers.inputBytesMax / 4).map {
                scalar -> Character in
                switch scalar.properties.generalCategory {
                case .control: scalar == "\u{1D}" ? "^" : " "
                default: Character(scalar)
                }
            })
        return .redirect(
            to: "\(request.origin)/console/product?code=\(PercentEncoding.segment(visible))",
            status: 303
        ).noted(AuditNote(.use))
    }

    func product(
        _ request: DeskRequest, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        let page = ProductPage(context, readsPhotos: photos != nil)
        let code = try request.target.parameter("code") ?? ""
        guard !code.isEmpty else { return page.empty() }
        let item: ItemIdentifiers
        do {
            item = try ProductCode.item(code, serial: request.target.parameter("serial"))
        } catch let error as GS1Error {
            return page.malformed(code, error)
        }
        switch try await products.product(item.gtin) {
        case .notInAlliance:
            return page.missing(item, code, owner: nil).noted(note(item, "not in the alliance"))
        case .notRegistered(let owner):
            return page.missing(item, code, owner: owner).noted(note(item, "not registered"))
        case .registered(let product):
            let verdict = try await products.authenticate(
                item, for: DeskInquiry(caller: request.caller, purpose: "console"))
            return page.answer(item, code, product, verdict)
                .noted(note(item, verdict.judgement.verdict.rawValue))
        }
    }

    private func note(_ item: ItemIdentifiers, _ verdict: String) -> AuditNote {
        AuditNote(.checkProduct, [.item: item.elementString, .verdict: verdict], results: 1)
    }
}
