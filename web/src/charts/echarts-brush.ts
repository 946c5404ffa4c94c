import { BrushComponent } from "echarts/components";
import { use } from "echarts/core";

use([BrushComponent]);
