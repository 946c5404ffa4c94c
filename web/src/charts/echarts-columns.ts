import { BarChart } from "echarts/charts";
import { GridComponent, MarkLineComponent } from "echarts/components";
import { use } from "echarts/core";

use([BarChart, GridComponent, MarkLineComponent]);
