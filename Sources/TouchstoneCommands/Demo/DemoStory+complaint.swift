import Foundation
import JSON

extension DemoStory {
    private static let right = "EM:018012345"
    private static let listing = "bazario:70012934"
    /// Two digits changed places.
    private static let mistyped = "bazario:70012943"
    private static let seller = "bazario:goldsilk-outlet"
    /// The bag of the brand's that the seller says it has.
    private static let handbag = "09521001000017"
    private static let handbagSerial = "VRL-0417"

    /// A complaint from filing to reinstatement, through a marketplace that reads and writes files.
    func complain() throws {
        let (brand, hub) = (alliance.node(.luxury), alliance.node(.hub))
        chapter("\(brand.member.name) complains of a listing")
        let market = DemoMarketplace(hub)
        try market.show(
            Self.listing, title: "V e r e l handbag, genuine leather, with box",
            seller: Self.seller, pieces: 400, price: 4_900, usual: 189_000)
        try prepare(brand, hub)
        let evidence = try features()
        try tellAllFailures(brand)
        let first = try file(brand, Self.mistyped, evidence)
        try awaitStage("returned", of: first, at: [hub, brand])
        let ruling = try listing(of: first, at: brand).ruling
        try require(
            ruling?.reasons == ["listing-unknown"], "it comes back because nobody knows the listing"
        )
        line("sent back in seconds, with what to mend: \(ruling?.explanation ?? "")")
        let second = try file(brand, Self.listing, evidence, mends: first)
        try awaitStage("taken-down", of: second, at: [hub, brand])
        try showDecision(second, at: brand)
        try market.carryOut("take-down")
        try awaitOrder("take-down", of: second, at: brand)
        line("the marketplace was given the order and says that it is done")
        try exportReasons(of: hub)
        try contest(second, hub, brand, market)
        try countComplaints(brand, hub)
    }

    // MARK: Before

    private func prepare(_ brand: DemoNode, _ hub: DemoNode) throws {
        try brand.run(
            "right", "add", "--office", "EUIPO", "--number", "018012345", "--title", "Verel",
            "--jurisdiction", "EM", "--class", "18", "--class", "25", "--valid-from",
            "2019-01-01")
        // Never the complainant's own word: others have met this shop.
        let others = [DemoMember.electronics, .nutrition, .confectionery].map(alliance.node)
        for other in others {
            try other.run(
                "indicator", "add", "seller-account", Self.seller, "--basis", "test-buy",
                "--confidence", "90", "--note", "sold us copies")
        }
        for node in [hub, brand] {
            try eventually("\(node.member.id) holds what was said of the shop, witnessed") {
                let seen = try show(node, "seller-account", Self.seller)
                return seen?.members.count == others.count && seen?.confirmation == "witnessed"
            }
        }
        try eventually("\(hub.member.id) knows the trademark") {
            try DemoProcess.output(of: hub.command("right", "list", "--format", "json"))
                .range(of: Data("018012345".utf8)) != nil
        }
    }

    /// A picture of what gives it away, as a file.
    private func features() throws -> String {
        let file = alliance.home.appending(path: "features.pdf")
        try Data("%PDF-1.7\n% the lining, the zip, the stitching\n".utf8).write(to: file)
        return "feature-photographs=\(file.path())"
    }

    /// What its own node finds before anything is sent.
    private func tellAllFailures(_ brand: DemoNode) throws {
        let found = try brand.answer(
            DemoFailures.self, "complaint", "check", "--right", Self.right, "--ground",
            "counterfeit-features", "--listing", Self.listing)
        let codes = found.failures.map(\.code)
        try require(codes.count >= 2, "all that is wrong is told at once, not \(codes)")
        line("its own node finds \(codes.joined(separator: " and ")) before anything is sent")
    }

    private func file(
        _ brand: DemoNode, _ listing: String, _ evidence: String, mends: String? = nil
    ) throws -> String {
        struct Filed: Decodable { let id: String }
        let command = brand.command(
            "complaint", "file", "--right", Self.right, "--ground", "counterfeit-features",
            "--listing", listing, "--evidence", evidence, "--declare", "Anne Verel")
        let filed = try DemoProcess.answer(
            Filed.self, from: command + (mends.map { ["--mends", $0] } ?? []))
        line("files \(listing)" + (mends == nil ? "" : ", mended"))
        return filed.id.replacingOccurrences(of: "~", with: "/")
    }

    // MARK: Its course

    private func listing(of id: String, at node: DemoNode) throws -> DemoComplaint.Listing {
        let found = try node.answer(DemoComplaint.self, "complaint", "show", id)
        guard let listing = found.complaint.listings?.first else {
            throw DemoFailure("\(node.member.id) does not hold complaint \(id)")
        }
        return listing
    }

    private func awaitStage(_ stage: String, of id: String, at nodes: [DemoNode]) throws {
        for node in nodes {
            try eventually("at \(node.member.id) the listing is \(stage)") {
                // It may not have arrived.
                let status = try DemoProcess.run(node.command("complaint", "show", id)).status
                guard status == 0 else { return false }
                return try listing(of: id, at: node).stage == stage
            }
        }
    }

    private func awaitOrder(_ action: String, of id: String, at node: DemoNode) throws {
        try eventually("\(node.member.id) reads that the order to \(action) is carried out") {
            let order = try listing(of: id, at: node).order
            return order?.action == action && order?.progress == "confirmed"
        }
    }

    private func showDecision(_ id: String, at brand: DemoNode) throws {
        guard let ruling = try listing(of: id, at: brand).ruling, let score = ruling.score else {
            throw DemoFailure("the decision has no score")
        }
        try require(ruling.automatic, "nobody had to look")
        let weightiest = score.contributions.sorted {
            $0.logOddsThousandths > $1.logOddsThousandths
        }
        .prefix(3).map(\.feature).joined(separator: ", ")
        line(
            "taken down at once by a rule that both sides can read: \(score.logOddsThousandths) points of table \(score.table), most of them for \(weightiest)"
        )
    }

    private func exportReasons(of hub: DemoNode) throws {
        let output = try DemoProcess.output(of: hub.command("complaint", "reasons"))
        let lines = output.split(separator: UInt8(ascii: "\n"))
        let first = lines.first.flatMap { try? JSONValue(parsing: Array($0)) }
        guard lines.count == 1, case .object(let members)? = first,
            case .array(let statements)? = members["statements"], statements.count == 1
        else { throw DemoFailure("one statement of reasons was to be exported") }
        line("one statement of reasons is ready for the DSA Transparency Database")
    }

    /// The seller answers, and a person decides who has not decided before.
    private func contest(
        _ id: String, _ hub: DemoNode, _ brand: DemoNode, _ market: DemoMarketplace
    ) throws {
        let person = DemoPerson(id: "omar", name: "Omar Haddad", roles: ["analyst", "approver"])
        try DemoProcess.output(
            of: hub.command("desk", "person", "add", person.id, "--name", person.name)
                + person.roles.flatMap { ["--role", $0] })
        try issueHandbag(at: brand)
        try hub.run(
            "complaint", "answer", id, "--place", "0", "--reason", "genuine-goods", "--text",
            "Bought from the brand's outlet, invoice attached.", "--declare", "Goldsilk Outlet",
            "--item", "0 (01)\(Self.handbag)(21)\(Self.handbagSerial)")
        try awaitStage("contested", of: id, at: [hub, brand])
        line("the seller answers: both sides see it, and a person has to decide")
        try awaitAnswer(of: brand, id, at: hub)
        guard let objection = try listing(of: id, at: hub).objections.first?.id else {
            throw DemoFailure("the objection has no name")
        }
        try hub.run(
            "complaint", "decide", id, "--answers",
            objection.replacingOccurrences(of: "~", with: "/"),
            "--verdict", "refuse", "--reason", "genuine-goods", "--explanation",
            "The invoice is of the brand's own outlet.", "--by", person.id)
        try awaitStage("reinstated", of: id, at: [hub, brand])
        try market.carryOut("restore")
        try awaitOrder("restore", of: id, at: brand)
        line("\(person.name) finds the goods genuine: the listing is back, at both sides")
    }

    private func issueHandbag(at brand: DemoNode) throws {
        let products = alliance.home.appending(path: "handbags.csv")
        let product = "\(Self.handbag),Verel,Verel handbag,Verel,DE;FR,yes"
        try Data("gtin,brand,name,marks,markets,serialised\n\(product)\n".utf8).write(to: products)
        try brand.run("product", "register", products.path())
        let items = alliance.home.appending(path: "handbag-serials.csv")
        try Data("gtin,serial,state\n\(Self.handbag),\(Self.handbagSerial),sold\n".utf8)
            .write(to: items)
        try brand.run("product", "import-serials", items.path())
    }

    /// The brand hears of a number, and of no seller, listing or complaint.
    private func awaitAnswer(of brand: DemoNode, _ id: String, at hub: DemoNode) throws {
        var told: DemoComplaint.Item.Answer?
        try eventually("\(brand.member.id) has answered about the seller's number") {
            let items = try hub.answer(DemoComplaint.self, "complaint", "show", id).complaint.items
            told = items?.compactMap(\.answer).first
            return told != nil
        }
        try require(
            told?.member == brand.member.id && told?.verdict == "genuine",
            "the brand's own records know the number, not \(told?.verdict ?? "")")
        line(
            "the number on its bag is asked of \(brand.member.name), which is not told whose it is: \(told?.verdict ?? "")"
        )
    }

    private func countComplaints(_ brand: DemoNode, _ hub: DemoNode) throws {
        for node in [hub, brand] {
            let status = try DemoProcess.run(node.command("figures", "verify")).status
            try require(
                status == 0, "the figures of \(node.member.id) can be made again from the logs")
        }
        let competitor = alliance.node(.electronics)
        try require(
            try logs(of: competitor).keys.allSatisfy { !$0.contains("/desk-") },
            "no complaint travelled to a competitor")
        line("both sides' figures come out of the signed logs again; no competitor holds a byte")
    }
}
