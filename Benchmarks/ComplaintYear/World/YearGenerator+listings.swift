import ComplaintEvents

extension YearGenerator {
    /// What stands already when the year begins, in days' worth of new listings.
    private static let firstStockDays = 30

    mutating func putUpListings(onDay day: Int) {
        let start = day * YearClock.daySeconds
        let share =
            Double(day == 0 ? Self.firstStockDays : 1)
            / Double(groupOpenings.count + Self.firstStockDays - 1)
        let quotas = FilingPlan.quotas(parameters)
        let wanted =
            Double(quotas.brand) * (1 - parameters.greyMistakes - parameters.honestMistakes)
            * ListingCount.mean / parameters.complainedOf
        for _ in 0..<offerRandom.rounded(max(0, wanted) * share) {
            let group = offerRandom.index(ofSums: sellers.groupWeights)
            guard !sellers.groups[group].shops.isEmpty else { continue }
            putUpCounterfeit(
                offerRandom.pick(sellers.groups[group].shops), group,
                at: start + offerRandom.below(YearClock.daySeconds))
        }
        for others in [sellers.honest, sellers.authorised, sellers.grey] {
            let count = offerRandom.rounded(
                Double(others.count) * parameters.sellerListings * share)
            for _ in 0..<count {
                putUp(
                    offerRandom.pick(others), at: start + offerRandom.below(YearClock.daySeconds))
            }
        }
    }

    private mutating func putUpCounterfeit(_ shop: Int, _ group: Int, at time: Int) {
        let brand = world.brands[offerRandom.pick(sellers.groups[group].brands)]
        let product = world.products[offerRandom.pick(world.productsOfBrand[brand.brand])]
        let isInvented = offerRandom.chance(parameters.inventedModels)
        // Catalogues number from 100 on and have at most 200 models.
        let model = isInvented ? "QX-\(offerRandom.whole(500...999))" : product.model
        let title = TitleWriter.counterfeit(
            brand, goods: goodsName(product.goodsClass), model: model,
            disguised: parameters.disguised, &offerRandom)
        let isOfficial = offerRandom.chance(parameters.officialImages)
        let pictures = isOfficial ? product.images : sellers.groups[group].pictures
        let price =
            offerRandom.chance(parameters.nearPrice)
            ? 0.9 + 0.08 * offerRandom.normal() : max(0.05, 0.35 + 0.12 * offerRandom.normal())
        add(
            shop, at: time, title: title, goodsClass: product.goodsClass, product: product.product,
            model: model, images: copies(of: pictures),
            price: Double(product.marketCents[1]) * price, quantity: offerRandom.whole(1...500),
            brand: brand.brand, isInvented: isInvented, isOfficial: isOfficial)
    }

    private mutating func putUp(_ seller: Int, at time: Int) {
        let state = sellers.states[seller]
        let brand = world.brands[state.brand]
        let product = world.products[offerRandom.pick(world.productsOfBrand[brand.brand])]
        let goods = goodsName(product.goodsClass)
        let median = Double(product.marketCents[1])
        let isOfficial = offerRandom.chance(parameters.honestOfficialImages)
        let pictures = isOfficial ? product.images : [Picture.fresh(&offerRandom)]
        switch state.kind {
        case .counterfeit: preconditionFailure("shops of groups put up counterfeits")
        case .authorised, .grey:
            let isGrey = state.kind == .grey
            let price =
                isGrey ? 0.78 + 0.1 * offerRandom.normal() : 1 + 0.05 * offerRandom.normal()
            let title = TitleWriter.genuine(
                brand, goods: goods, model: product.model, &offerRandom)
            add(
                seller, at: time, title: title, goodsClass: product.goodsClass,
                product: product.product, model: product.model, images: copies(of: pictures),
                price: median * price, quantity: offerRandom.whole(1...50))
        case .honest: putUpHonest(seller, brand, product, goods, pictures, at: time)
        }
    }

    /// Accessories, used goods, and mostly goods of their own.
    private mutating func putUpHonest(
        _ seller: Int, _ brand: Brand, _ product: Product, _ goods: String,
        _ pictures: [ImageHash], at time: Int
    ) {
        let median = Double(product.marketCents[1])
        let kind = offerRandom.unit()
        if kind < 0.3 {
            let title = TitleWriter.compatible(
                brand, goods: goods, model: product.model, &offerRandom)
            add(
                seller, at: time, title: title, goodsClass: product.goodsClass, product: nil,
                model: nil, images: copies(of: [Picture.fresh(&offerRandom)]),
                price: median * offerRandom.unit(), quantity: offerRandom.whole(1...200))
        } else if kind < 0.45 {
            let title = TitleWriter.genuine(
                brand, goods: goods, model: product.model, &offerRandom)
            add(
                seller, at: time, title: title, goodsClass: product.goodsClass,
                product: product.product, model: product.model, images: copies(of: pictures),
                price: median * max(0.05, 0.6 + 0.15 * offerRandom.normal()), quantity: 1)
        } else {
            let own = offerRandom.pick(Goods.all)
            let praise = offerRandom.below(MarkWords.praise.count)
            let title = TitleWriter.own(
                goods: offerRandom.pick(own.names), praise: MarkWords.praise[praise], &offerRandom)
            add(
                seller, at: time, title: title, goodsClass: own.goodsClass, product: nil,
                model: nil, images: copies(of: [Picture.fresh(&offerRandom)]),
                price: Double(offerRandom.whole(own.cents)),
                quantity: offerRandom.whole(1...200), praise: praise)
        }
    }

    /// A ring's own counterfeit of one of its own marks.
    mutating func putUpPlanted(_ shop: Int, brand: Int, at time: Int) -> Int {
        let goodsClass = world.brands[brand].classes[0]
        let mark = world.brands[brand].mark
        let title = "\(mark) \(goodsName(goodsClass)) \(offerRandom.whole(100...999))"
        return add(
            shop, at: time, title: title, goodsClass: goodsClass, product: nil, model: nil,
            images: copies(of: [Picture.fresh(&offerRandom)]),
            price: Double(offerRandom.whole(Goods.of(goodsClass).cents)),
            quantity: offerRandom.whole(1...500), brand: brand)
    }

    private mutating func goodsName(_ goodsClass: Int) -> String {
        offerRandom.pick(Goods.of(goodsClass).names)
    }

    /// One to three.
    private mutating func copies(of pictures: [ImageHash]) -> [ImageHash] {
        let noise = parameters.whole(\.imageNoiseBits)
        return (0..<offerRandom.whole(1...3)).map { _ in
            Picture.copy(of: offerRandom.pick(pictures), noiseBits: noise, &offerRandom)
        }
    }

    /// - Parameter brand: of a counterfeit, whose it is.
    @discardableResult
    private mutating func add(
        _ seller: Int, at time: Int, title: String, goodsClass: Int, product: Int?, model: String?,
        images: [ImageHash], price: Double, quantity: Int, brand: Int = -1, praise: Int = -1,
        isInvented: Bool = false, isOfficial: Bool = false
    ) -> Int {
        let state = sellers.states[seller]
        let seconds = offerRandom.exponential(
            mean: parameters.listingDays * Double(YearClock.daySeconds))
        // At least a day, and not for ever: the number must fit.
        let stands = max(YearClock.daySeconds, min(Int(seconds), 2 * endSeconds))
        let listing = offers.add(
            OfferBook.State(
                seller: Int32(seller), marketplace: Int8(state.marketplace),
                goodsClass: Int8(goodsClass), brand: Int32(brand), praise: Int8(praise),
                namesInventedModel: isInvented, hasOfficialImage: isOfficial,
                endsAt: Int32(time + stands)),
            isPooled: state.group != nil)
        if state.kind != .counterfeit { sellers.states[seller].live.append(listing) }
        calendar.add(
            at: time,
            .listing(
                Listing(
                    listing: listing, seller: seller, marketplace: state.marketplace, title: title,
                    goodsClass: goodsClass, product: product, model: model, images: images,
                    priceCents: max(1, Int(price)), quantity: quantity)),
            truth: .listing(ListingTruth(listing: listing, kind: state.kind, ring: state.ring)))
        addVerdict(of: listing, kind: state.kind, isKnownGoods: product != nil, at: time)
        if state.kind == .grey { addTestBuyOfGrey(listing, by: state.brand, at: time) }
        return listing
    }
}
