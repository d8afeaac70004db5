/// An offer as the marketplace's adapter freezes it.
package struct Listing: Equatable, Sendable {
    package let listing: Int
    package let seller: Int
    package let marketplace: Int
    package let title: String
    package let goodsClass: Int
    /// What it says it is, as the marketplace sorted it; nil for goods of no catalogue.
    package let product: Int?
    /// The model that the title names; a brand's catalogue may not have it.
    package let model: String?
    package let images: [ImageHash]
    package let priceCents: Int
    package let quantity: Int

    package init(
        listing: Int, seller: Int, marketplace: Int, title: String, goodsClass: Int,
        product: Int?, model: String?, images: [ImageHash], priceCents: Int, quantity: Int
    ) {
        self.listing = listing
        self.seller = seller
        self.marketplace = marketplace
        self.title = title
        self.goodsClass = goodsClass
        self.product = product
        self.model = model
        self.images = images
        self.priceCents = priceCents
        self.quantity = quantity
    }
}
