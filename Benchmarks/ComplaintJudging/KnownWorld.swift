import ComplaintEvents

/// What a platform's node holds of brands, rights, sellers and listings.
struct KnownWorld {
    private(set) var countries: [Int: String] = [:]
    private(set) var brands: [Brand] = []
    private(set) var brandPlaces: [Int: Int] = [:]
    private(set) var rights: [Int: Right] = [:]
    private(set) var products: [Int: Product] = [:]
    private(set) var productsOfBrand: [Int: [Int]] = [:]
    private(set) var complainants: [Int: Complainant] = [:]
    private(set) var agents: [Int: [AgentAuthorisation]] = [:]
    private(set) var sellers: [Int: Seller] = [:]
    private(set) var authorised: [Int: [SellerAuthorisation]] = [:]
    /// Those that stand.
    private(set) var listings: [Int: Listing] = [:]
    private(set) var sellerOfListing: [Int: Int] = [:]
    private(set) var links = SellerLinks()
    /// Of words that are marks, lower case, the sellers that have them in titles.
    private var wordSellers: [String: Set<Int>] = [:]

    /// A word that one seller in so many uses is nobody's alone.
    private static let commonWordOneIn = 10
    private static let commonWordSellersMin = 20

    mutating func take(_ event: YearEvent) {
        switch event {
        case .marketplace(let value): countries[value.marketplace] = value.country
        case .brand(let value):
            brandPlaces[value.brand] = brands.count
            brands.append(value)
            wordSellers[value.mark.lowercased()] = []
        case .right(let value): rights[value.right] = value
        case .product(let value):
            products[value.product] = value
            productsOfBrand[value.brand, default: []].append(value.product)
        case .complainant(let value): complainants[value.complainant] = value
        case .agentAuthorisation(let value): agents[value.agent, default: []].append(value)
        case .seller(let value):
            sellers[value.seller] = value
            links.add(value)
        case .sellerAuthorisation(let value):
            authorised[value.seller, default: []].append(value)
        case .listing(let value):
            listings[value.listing] = value
            sellerOfListing[value.listing] = value.seller
            for word in value.title.split(separator: " ") {
                let word = word.lowercased()
                if wordSellers[word] != nil { wordSellers[word]!.insert(value.seller) }
            }
        case .listingEnded(let listing): listings[listing] = nil
        default: break
        }
    }

    func brand(_ number: Int) -> Brand? { brandPlaces[number].map { brands[$0] } }

    func isMember(_ brand: Int) -> Bool { self.brand(brand)?.isMember ?? false }

    func isCommonWord(_ mark: String) -> Bool {
        let users = wordSellers[mark.lowercased()]?.count ?? 0
        return users >= Self.commonWordSellersMin
            && users * Self.commonWordOneIn >= sellers.count
    }

    func isAuthorised(_ seller: Int, by brand: Int, at time: Int) -> Bool {
        authorised[seller]?.contains { $0.brand == brand && $0.inForce.contains(time) } ?? false
    }

    /// The owner, or an agent whom it lets.
    func mayFile(_ complainant: Int, for brand: Int, at time: Int) -> Bool {
        guard let account = complainants[complainant] else { return false }
        switch account.kind {
        case .owner: return account.brand == brand
        case .agent:
            return agents[complainant]?.contains {
                $0.brand == brand && $0.inForce.contains(time)
            } ?? false
        }
    }
}

/// Shops that have a payment account or a phone in common.
struct SellerLinks {
    /// Of one seller, the newest.
    static let linkedMax = 64

    private var sellers: [Seller.Trait: [Int]] = [:]
    private var traits: [Int: [Seller.Trait]] = [:]

    mutating func add(_ seller: Seller) {
        traits[seller.seller] = seller.traits
        for trait in seller.traits { sellers[trait, default: []].append(seller.seller) }
    }

    func linked(to seller: Int) -> [Int] {
        var found: [Int] = []
        for trait in traits[seller] ?? [] {
            for other in (sellers[trait] ?? []).suffix(Self.linkedMax)
            where other != seller && !found.contains(other) {
                found.append(other)
            }
        }
        return found
    }
}
