import AllianceNames
import CRDT
import GS1
import MergedView
import Peering
import Statements

extension ConsoleRoutes {
    func search(_ request: DeskRequest, _ context: ConsoleContext) async throws -> DeskAnswer {
        let form = try SearchForm(request.target)
        let page = SearchResultsPage(context, form)
        guard form.asksSomething else { return page.empty() }
        return page.answer(try await reading.search(form.query))
    }

    func identifier(
        _ request: DeskRequest, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        let indicator = try IdentifierLink.indicator(request.target)
        return IdentifierPage(context).answer(try await reading.record(of: indicator))
    }

    func evidence(
        _ request: DeskRequest, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        let dot = try EvidenceLink.dot(request.target)
        guard let proof = try await reading.proof(of: dot) else {
            throw PeerProblem(
                status: 404, keyword: "no-proof",
                detail: "No signed checkpoint held here covers that entry.")
        }
        let name = proof.origin.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return DeskAnswer(
            mediaType: "text/plain; charset=utf-8", body: Array(proof.text.utf8)
        )
        .adding(
            "content-disposition",
            "attachment; filename=\"\(String(name))-\(proof.index).tlog-proof\"")
    }

    func check(_ request: DeskRequest, _ context: ConsoleContext) async throws -> DeskAnswer {
        let fields = try MultipartFields(request)
        let page = CheckListPage(context)
        let list: CheckedList
        do {
            list = try CheckedList(fields)
        } catch {
            return page.refused(error)
        }
        let known = try await reading.known(list.lookups)
        return page.answer(list, CheckedList.Findings(list, known))
    }

    /// A scanner's separators cannot stand in an address, so its text is written with brackets there.
    func scanned(_ request: DeskRequest) throws -> DeskAnswer {
        let code = try MultipartFields(request).text("code") ?? ""
        let written = (try? ProductCode.item(code, serial: nil))?.elementString ?? code
        let visible = String(
            written.unicodeScalars.filter { $0.properties.generalCategory != .control }
                .prefix(ItemIdentifiers.inputBytesMax / 4).map(Character.init))
        return .redirect(
            to: "\(request.origin)/console/product?code=\(PercentEncoding.segment(visible))",
            status: 303)
    }

    func product(
        _ request: DeskRequest, _ context: ConsoleContext
    ) async throws -> DeskAnswer {
        let page = ProductPage(context)
        let code = try request.target.parameter("code") ?? ""
        guard !code.isEmpty else { return page.empty() }
        let item: ItemIdentifiers
        do {
            item = try ProductCode.item(code, serial: request.target.parameter("serial"))
        } catch let error as GS1Error {
            return page.malformed(code, error)
        }
        switch try await products.product(item.gtin) {
        case .notInAlliance: return page.missing(item, code, owner: nil)
        case .notRegistered(let owner): return page.missing(item, code, owner: owner)
        case .registered(let product):
            let verdict = try await products.authenticate(
                item, for: DeskInquiry(caller: request.caller, purpose: "console"))
            return page.answer(item, code, product, verdict)
        }
    }
}
