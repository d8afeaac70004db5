/// Words of goods, by the classes of the Nice classification in which a mark for them stands. Not a
/// dictionary: the words that titles of listings most often say what they offer with.
enum GoodsWords {
    static let all: [(classes: [Int], words: String)] = [
        (
            [3, 5],
            """
            perfume,cologne,fragrance,eau de parfum,eau de toilette,cream,lotion,serum,shampoo,soap,lipstick,mascara
            makeup,cosmetic,cosmetics,skincare,detergent,toothpaste,vitamin,vitamins,supplement,tablets,capsules
            parfum,creme,seife,savon,maquillage,profumo,crema,jabon,духи,крем,помада,香水,口红,面霜,护肤,化妆品,洗发水,药
            化粧品,クリーム,향수,크림,화장품
            """
        ),
        (
            [7, 8, 11],
            """
            drill,saw,tool,tools,machine,engine,pump,razor,razors,blade,blades,knife,lamp,lamps,light,lights,heater
            fridge,oven,kettle,vacuum,hair dryer,dryer,air fryer,werkzeug,lampe,machine a cafe,coffee machine
            инструмент,лампа,工具,灯,剃须刀,吹风机
            """
        ),
        (
            [9, 28],
            """
            phone,phones,smartphone,iphone,laptop,notebook,tablet,computer,pc,monitor,tv,television,camera,cameras,lens
            headphones,earphones,earbuds,headset,speaker,speakers,charger,cable,battery,batteries,case,cover,printer
            console,controller,game,games,software,usb,ssd,memory card,router,keyboard,mouse,sunglasses,glasses
            handy,hulle,akku,ladegerat,kopfhorer,coque,brille,sonnenbrille,lunettes,gafas,occhiali,chargeur,ecouteurs,funda,cargador,auriculares,custodia,cuffie
            телефон,чехол,наушники,зарядка,手机,耳机,充电器,电脑,相机,数据线,手机壳,眼镜,太阳镜,游戏,スマホ,ケース,イヤホン,充電器,カメラ
            휴대폰,케이스,이어폰,충전기,카메라,toy,toys,doll,ball,puzzle,玩具,игрушка
            """
        ),
        (
            [12],
            """
            car,cars,auto,truck,bike,bicycle,motorcycle,scooter,tyre,tyres,tire,tires,wheel,wheels,brake,brakes
            bumper,headlight,oil filter,spark plug,reifen,felgen,pneu,pneus,voiture,ruedas,coche,автомобиль,шины
            汽车,轮胎,刹车,タイヤ,자동차,타이어
            """
        ),
        (
            [14],
            """
            watch,watches,chronograph,bracelet,necklace,ring,rings,earring,earrings,jewelry,jewellery,pendant,gold
            silver,diamond,uhr,armbanduhr,montre,reloj,orologio,armband,kette,collier,bague,часы,кольцо,браслет
            手表,腕表,项链,戒指,手链,珠宝,時計,腕時計,ネックレス,시계,목걸이,반지
            """
        ),
        (
            [16, 21],
            """
            pen,pens,pencil,paper,book,books,notepad,mug,cup,bottle,glass,plate,pan,pot,toothbrush,stift,tasse
            flasche,stylo,tazza,botella,ручка,кружка,杯子,笔,水杯,ペン,カップ
            """
        ),
        (
            [18],
            """
            bag,bags,handbag,handbags,purse,purses,wallet,wallets,backpack,tote,clutch,suitcase,luggage,belt,leather
            tasche,handtasche,rucksack,geldborse,koffer,gurtel,ceinture,cinturon,sac,sac a main,portefeuille,bolso,mochila,cartera,borsa
            portafoglio,zaino,сумка,кошелек,рюкзак,包,包包,手提包,钱包,背包,皮带,女包,バッグ,財布,リュック,가방,지갑,백팩
            """
        ),
        (
            [20, 24],
            """
            chair,table,sofa,mattress,pillow,shelf,cabinet,desk,furniture,blanket,towel,towels,bedding,curtain
            stuhl,tisch,decke,handtuch,chaise,meuble,silla,sedia,стул,полотенце,椅子,沙发,毛巾,床,タオル
            """
        ),
        (
            [25],
            """
            shoe,shoes,sneaker,sneakers,trainers,boots,sandals,slippers,heels,shirt,shirts,t shirt,tshirt,tee,hoodie
            sweatshirt,jacket,coat,jeans,pants,trousers,shorts,dress,skirt,socks,hat,cap,beanie,scarf,gloves,jersey
            underwear,bra,swimsuit,tracksuit,sweater,polo,vest,schuhe,turnschuhe,hemd,jacke,hose,kleid,mutze
            chaussures,baskets,chemise,veste,pantalon,robe,zapatillas,zapatos,camiseta,camisa,chaqueta,scarpe,maglia
            giacca,tenis,кроссовки,обувь,футболка,куртка,кепка,鞋,运动鞋,球鞋,跑鞋,T恤,衣服,外套,裤,帽子,围巾,袜子,卫衣
            靴,スニーカー,シャツ,ジャケット,パーカー,帽子,신발,운동화,티셔츠,자켓,모자
            """
        ),
        (
            [29, 30, 31, 32, 33, 34],
            """
            chocolate,chocolates,candy,bar,bars,snack,snacks,cookies,biscuits,coffee,tea,sugar,rice,noodles,sauce,milk
            cheese,butter,cereal,juice,water,soda,drink,drinks,beer,wine,whisky,whiskey,vodka,champagne,pet food,dog food
            cat food,cigarettes,tobacco,vape,schokolade,kaffee,bier,chocolat,cafe,vin,biere,cerveza,vino,birra
            шоколад,кофе,чай,пиво,巧克力,咖啡,茶,饮料,啤酒,酒,糖,チョコレート,コーヒー,ビール,초콜릿,커피,맥주
            """
        ),
    ]

    /// Classes of those that are one word, as it reads, a bit each.
    static let single: [[UInt32]: UInt64] = (all + byScript).reduce(into: [:]) { classes, entry in
        for word in ContextWords.split(entry.words) {
            let read = ReadText(word.unicodeScalars.map(\.value), as: .plain)
            guard read.gaps.dropFirst().allSatisfy({ $0 == .none }) else { continue }
            classes[read.letters, default: 0] |= ContextWords.goods(of: entry.classes)
        }
    }

    /// - Parameter letters: of the plain reading.
    static func contains(_ letters: ArraySlice<UInt32>) -> Bool { single[Array(letters)] != nil }

    /// Words of trade in anything.
    static let trade = """
        authentic,original,genuine,official,replica,replicas,aaa,1:1,outlet,wholesale,brand new,new with tags,bnwt,nwt
        free shipping,on sale,for sale,discount,cheap,size,pcs,pieces,pack of,in box,unisex,mens,womens,men's,women's
        originalverpackt,neu,ovp,gunstig,neuf,authentique,pas cher,nuevo,original,barato,nuovo,originale,оригинал
        новый,скидка,размер,正品,新款,代购,包邮,专柜,高仿,男款,女款,批发,正規品,新品,新作,送料無料,정품,새상품,무료배송
        """
}
